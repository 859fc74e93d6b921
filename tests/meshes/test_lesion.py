"""Lesions by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshes import FORMS, LEVELS, Lesion, parse_lesion
from meshes.names import UnknownNameError


@given(
    st.sampled_from(LEVELS), st.sampled_from(["left", "right"]), st.sampled_from(FORMS), st.integers(0, 100)
)
def test_a_lesion_is_read_as_it_is_written(level, side, form, percent):
    lesion = Lesion(level, side, form, percent / 100)
    assert parse_lesion(str(lesion)) == lesion


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("L4/L5:left:paracentral", "LEVEL:SIDE:FORM:SEVERITY"),
        ("L4/L6:left:paracentral:0.5", "L4/L5"),
        ("L4/L5:lefft:paracentral:0.5", "left"),
        ("L4/L5:left:paracentrl:0.5", "paracentral"),
        ("L4/L5:left:paracentral:much", "0 (healthy) to 1"),
        ("L4/L5:left:paracentral:1.5", "0 (healthy) to 1"),
        ("L4/L5:left:paracentral:nan", "0 (healthy) to 1"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_meant(text, hint):
    with pytest.raises(UnknownNameError, match=hint.replace("(", r"\(").replace(")", r"\)")):
        parse_lesion(text)
