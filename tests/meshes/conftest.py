from __future__ import annotations

from functools import cache

import pytest

from meshes import FIGURES, Body, load_body


@cache
def body_of(figure: str) -> Body:
    return load_body(figure)


@pytest.fixture(params=FIGURES)
def body(request: pytest.FixtureRequest) -> Body:
    return body_of(request.param)


@pytest.fixture
def male() -> Body:
    return body_of("male")


@pytest.fixture
def female() -> Body:
    return body_of("female")
