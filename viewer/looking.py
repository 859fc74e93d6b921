"""What is on the screen, in words: for those who cannot see it and those who do not know what they see. Pure.

It reads the Picture, which is what the screen shows, and asks the Session only why it shows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from dermatomes import vocabulary
from viewer.camera import Camera
from viewer.finding_words import begun
from viewer.look import AXES
from viewer.picture import Bar, Picture
from viewer.search import entry_of, key_of_part
from viewer.session import MARK_KINDS, Session

Section = tuple[str, tuple[str, ...]]
STRAIGHT_DEGREES = 12.0
"""A view turned away from an axis by less than this is called straight."""
CLEAR_FROM, CLOSED_FROM = 0.05, 0.95
"""Opacity of a skin that is hardly seen, and of one that hides what lies under it."""
NAMED_PARTS = 6
_CUTS = {"x": "what lies to the right of the cut", "y": "what lies before the cut", "z": "what lies below the cut"}
_QUARTERS = ("the front", "the left side", "behind", "the right side")


def seen_from(camera: Camera) -> str:
    """Say from where a camera sees the body, such as `from behind, a little from the left`; sides are the body's."""
    quarter, rest = divmod(camera.azimuth + 45, 90)
    if camera.elevation > 90 - STRAIGHT_DEGREES:
        return "straight from above"
    if camera.elevation < STRAIGHT_DEGREES - 90:
        return "straight from below, on the soles"
    turned = rest - 45
    words = f"from {_QUARTERS[int(quarter) % 4]}"
    if abs(turned) >= STRAIGHT_DEGREES:
        words += f", a little from {_QUARTERS[int(quarter + (1 if turned > 0 else -1)) % 4]}"
    if abs(camera.elevation) >= STRAIGHT_DEGREES:
        words += ", and from above" if camera.elevation > 0 else ", and from below"
    return words


def looking_at(session: Session, picture: Picture, view: str) -> tuple[Section, ...]:
    """Say what is on the screen.

    Parameters
    ----------
    session
        What is looked at.
    picture
        How it is shown.
    view
        From where the body is seen, in words; see `seen_from`.

    Returns
    -------
    Headings with their sentences; what there is nothing to say about is left out.
    """
    sections = (
        ("Warning signs", tuple(f"{notice.headline} {notice.because}" for notice in picture.panel.warnings)),
        ("The two views", _views(picture, view)),
        ("On the skin", tuple(_skin(session, picture))),
        ("What is marked", tuple(_marked(picture))),
        ("What is lit, and why", tuple(_lit(session, picture))),
        ("What you asked about", _asked(picture)),
        ("What is shown as changed", _lesion(session)),
        ("What is hidden, moved or cut", tuple(_taken_apart(session))),
    )
    return tuple(section for section in sections if section[1])


def _views(picture: Picture, view: str) -> tuple[str, ...]:
    near = f" and a little from the {picture.side_in_play}" if picture.side_in_play else ""
    return (
        f"The larger view shows the lower body of the {picture.figure} figure, {view}.",
        f"The view beside it first shows the lumbar spine from close by, from behind{near}.",
        "Left and right are those of the body: L and R stand beside the feet.",
    )


def _skin(session: Session, picture: Picture) -> Iterable[str]:
    if picture.skin_opacity < CLEAR_FROM:
        yield "The skin is not drawn."
        return
    if picture.skin_opacity < CLOSED_FROM:
        yield "You see through the skin to bones, muscles and nerves."
    else:
        yield "The skin hides what lies under it."
    if session.dermatomes_shown:
        title = vocabulary().words["map"][session.case.map]
        yield f"Its colours are the areas of the nerve roots in the map {title}; grey skin is blank there."
    else:
        yield "No map of the nerve roots is laid on it."


def _marked(picture: Picture) -> Iterable[str]:
    lines = [begun(line.text) for line in picture.panel.findings if line.kind in MARK_KINDS]
    others = len(picture.panel.findings) - len(lines)
    if not lines:
        yield "No place is marked."
    yield from (f"{line}." for line in lines)
    if others:
        yield f"Not drawn, but counted: {others} other finding{'s' if others > 1 else ''}."


def _lit(session: Session, picture: Picture) -> Iterable[str]:
    if session.chosen is not None:
        side, root = session.chosen
        yield f"The root {root} on the {side} and its skin glow because you chose it; it need not be the likeliest."
    elif not picture.panel.sides:
        yield "No root glows: nothing is said about a leg yet."
    else:
        for told in picture.panel.sides:
            yield _lit_side(told.side, [bar for bar in told.bars if bar.lit], told.statement)
    if picture.strands:
        ways = " and ".join(dict.fromkeys(strand.root for strand in picture.strands))
        yield f"The way of {ways} is drawn from the spine to the marks."


def _lit_side(side: str, lit: list[Bar], statement: str) -> str:
    if not lit:
        return f"No root glows on the {side}. {statement}"
    first, *others = lit
    also = f" {others[0].root} glows more faintly, for it is in question too: {others[0].band}." if others else ""
    glows = f"The root {first.root} on the {side} glows because it fits best"
    return f"{glows}: {first.band}.{also}"


def _asked(picture: Picture) -> tuple[str, ...]:
    if picture.card is None:
        return ()
    lit = " It shines through what lies before it." if picture.focus else " It is outlined on the skin."
    return (f"{picture.card.title}. {picture.card.what}{lit}",)


def _lesion(session: Session) -> tuple[str, ...]:
    lesion = session.lesion
    if lesion is None or not lesion.severity:
        return ()
    form = lesion.form.replace("_", " ")
    return (f"{begun(form)} at {lesion.level} on the {lesion.side}, {lesion.severity:.0%} of the way from healthy.",)


def _taken_apart(session: Session) -> Iterable[str]:
    look = session.look
    if look.isolated:
        yield f"Shown alone: {_names(look.isolated)}."
    elif look.hidden_layers:
        yield f"Hidden layers: {', '.join(sorted(look.hidden_layers))}."
    if look.hidden:
        yield f"Hidden: {_names(look.hidden)}."
    if look.faded:
        yield f"Drawn faintly: {_names(look.faded)}."
    if look.explode:
        yield "The parts are pulled away from their places."
    if look.clip is not None and look.clip.axis in AXES:
        yield f"The body is cut open: {_CUTS[look.clip.axis]} is not drawn."


def _names(part_ids: Iterable[str]) -> str:
    found = (entry_of(key_of_part(part_id)) for part_id in sorted(part_ids))
    names = list(dict.fromkeys(entry.name for entry in found if entry))
    more = len(names) - NAMED_PARTS
    return ", ".join(names[:NAMED_PARTS]) + (f" and {more} more" if more > 0 else "")
