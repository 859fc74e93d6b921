"""Shared pieces of the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dermatomes import Case, Finding, Person, Visit, parse_finding

CaseMaker = Callable[..., Case]


@pytest.fixture
def case_of() -> CaseMaker:
    """Make a case of one visit from command-line forms such as ``"pain left:calf"``."""

    def make(*forms: str | Finding, age: int | None = None, map_id: str = "foerster_isncsci") -> Case:
        findings = tuple(parse_finding(*form.split(" ", 1)) if isinstance(form, str) else form for form in forms)
        return Case(person=Person(age=age), map=map_id, visits=(Visit(findings=findings),))

    return make
