"""Names beside the body: no two overlap, and no two lines of a column cross."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from viewer.label_layout import Box, Wish, lay_out

WISHES = st.lists(
    st.builds(Wish, st.floats(0, 600), st.floats(0, 700), st.floats(20, 150), st.floats(12, 34)), max_size=40
)
TAKEN = st.lists(st.builds(Box, st.floats(0, 500), st.floats(0, 600), st.just(20.0), st.just(20.0)), max_size=2)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(one, other):
    """Whether two segments cross in a point inside both; touching is no crossing."""
    (a, b), (c, d) = ((line[:2], line[2:]) for line in (one, other))
    slack = 1e-3
    return turn(a, b, c) * turn(a, b, d) < -slack and turn(c, d, a) * turn(c, d, b) < -slack


@given(WISHES, st.tuples(st.floats(150, 900), st.floats(60, 800)), TAKEN)
def test_no_label_meets_another_and_no_line_of_a_column_crosses_another(wishes, size, taken):
    placed = lay_out(wishes, size, (size[0] * 0.4, size[0] * 0.6), taken)
    boxes = [label.box for label in placed]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(other) for box in boxes for other in taken)
    assert all(box.left >= 0 and box.left + box.width <= size[0] for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= size[1] for box in boxes)
    for side in (-1, 1):
        lines = [label.line for label in placed if (label.line[2] - label.line[0]) * -side > 0]
        assert not any(cross(one, other) for one, other in combinations(lines, 2))
    assert len({label.wish for label in placed}) == len(placed)
    assert all(label.line[2:] == (wishes[label.wish].x, wishes[label.wish].y) for label in placed)


def test_crowded_anchors_are_spread_and_keep_their_order():
    wishes = [Wish(300.0 + row, 400.0 + row, 60.0, 16.0) for row in range(8)]
    placed = lay_out(wishes, (600.0, 800.0), (200.0, 400.0))
    assert len(placed) == 8
    left = sorted((label for label in placed if label.line[0] < 300), key=lambda label: label.box.top)
    middle = sum(label.line[1] for label in left) / len(left) if left else 400
    assert abs(middle - 400) < 30
    assert max(label.box.left + label.box.width for label in left or placed) <= 400 or not left


def test_a_label_alone_stands_level_with_its_anchor_beside_what_is_kept_clear():
    (label,) = lay_out([Wish(250.0, 300.0, 60.0, 16.0)], (600.0, 800.0), (200.0, 400.0))
    assert label.line[1] == label.line[3] == 300
    assert label.box.left + label.box.width <= 200


def test_where_there_is_no_room_the_last_are_left_out():
    wishes = [Wish(300.0, 10.0 * row, 60.0, 16.0) for row in range(30)]
    kept = {label.wish for label in lay_out(wishes, (600.0, 140.0), (200.0, 400.0))}
    assert kept == set(range(len(kept)))
    assert 6 <= len(kept) < 30
