from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import dermatomes as d
from dermatomes.__main__ import main
from dermatomes.hypotheses import posterior
from dermatomes.knowledge import knowledge, load_knowledge
from dermatomes.tables import DATA

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_tables_are_whole_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    told = capsys.readouterr().out
    assert "every row is good" in told
    for part in ("posterior_thigh", "hip_abduction when ankle_dorsiflexion", "better_bending_forward", "L4/L5"):
        assert part in told
    for source in d.sources():
        assert source in told


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pain_matrix.csv", "buttock,L1,", "buttok,L1,", r'pain_matrix\.csv, line 2: unknown place .*"buttock"'),
        ("pain_matrix.csv", "buttock,L2,0.20", "buttock,L2,1.20", r"pain_matrix\.csv, line 3: .*"),
        ("pain_matrix.csv", "kortelainen_1985", "kortelainen_1958", r'unknown source .*"kortelainen_1985"'),
        ("pain_matrix.csv", "buttock,L1,0.15,5,kortelainen_1985,derived\n", "", r"expected 315 rows"),
        ("priors.csv", "under_45,L1,0.3", "under_45,L1,0.9", r"under_45 sum to 100\.6, expected 100"),
        ("signs.csv", "weakness,hip_flexion,L1", "weakness,hip_flexing,L1", r'"hip_flexion"'),
        ("warning_signs.csv", "flag:bladder_retention", "flag:bladder_retension", r'"flag:bladder_retention"'),
        ("settings.csv", "pain_lambda,0.8", "pain_lamda,0.8", r'"pain_lambda"'),
        ("sources.csv", ",verified,", ",sure,", r"sources\.csv, line 2: .*"),
        ("words.csv", "root,L2,", "root,L1,", r"is there twice"),
        ("region_groups.csv", "buttock_lower", "buttock_low", r'"buttock_lower"'),
        ("caps.csv", "pain,any,any,4,", "pain,any,any,four,", r"caps\.csv, line 2"),
        ("age_bands.csv", "under_45,0,45,0.33", "under_45,0,45,0.43", r"must sum to 1"),
        ("not_root_priors.csv", ",hip_joint,", ",hip_joints,", r'not_root_priors\.csv, line 5: .*"hip_joint"'),
        ("cause_priors.csv", "under_45,disc_herniation,85", "under_45,disc_herniation,95", r"sum to 110"),
        ("history.csv", "posture,worse_standing,", "posture,worse_standin,", r'history\.csv, line 2.*"worse_standing"'),
        ("history.csv", ",vroomen_2002,", ",vroomen_2020,", r'unknown source .*"vroomen_2002"'),
        ("levels.csv", "L1,disc_herniation,T12/L1,", "L1,disc_herniation,T12/L2,", r'levels\.csv, line 2: .*"T12/L1"'),
        ("levels.csv", "T12/L1,paracentral,0.5", "T12/L1,paracentral,0.4", r"sum to 0\.9, expected 1"),
        ("region_boxes.csv", "toe_5,", "toe_6,", r'region_boxes\.csv, line .*"toe_5"'),
        ("signs.csv", ",hip_abduction,L5,0.857", ",hip_abductor,L5,0.857", r'"hip_abduction"'),
        ("caps.csv", "pain,not_root,any", "pain,not_roots,any", r'caps\.csv, line .*"not_root"'),
    ],
)
def test_a_bad_row_is_refused_with_its_place(folder: Path, name: str, old: str, new: str, told: str) -> None:
    edit(folder, name, old, new)
    with pytest.raises(d.KnowledgeError, match=told):
        load_knowledge(folder)


def test_a_missing_table_says_what_to_do(folder: Path) -> None:
    (folder / "signs.csv").unlink()
    with pytest.raises(d.KnowledgeError, match=r"signs\.csv: cannot be read"):
        load_knowledge(folder)


def test_a_row_with_too_few_cells_is_refused(folder: Path) -> None:
    edit(folder, "priors.csv", "under_45,L1,0.3,root_atlas_prior,derived", "under_45,L1,0.3")
    with pytest.raises(d.KnowledgeError, match=r"priors\.csv, line 2: expected as many cells"):
        load_knowledge(folder)


def test_priors_are_distributions_at_every_age() -> None:
    tables = knowledge()
    for age in (None, 0, 30, 44, 45, 60, 61, 90, 120):
        prior = tables.prior(age)
        assert prior.roots.sum() == pytest.approx(1)
        assert prior.causes.sum() == pytest.approx(1)
        assert prior.all.sum() == pytest.approx(1)
        assert prior.singles.sum() + prior.pairs.sum() == pytest.approx(1)
        assert min(prior.all.min(), prior.singles.min(), prior.pairs.min(), prior.causes.min()) > 0
        assert 0.2 <= prior.not_root.sum() <= 0.4
    assert tables.prior(44) is tables.prior(20)
    assert tables.prior(44) is not tables.prior(45)


def test_with_nothing_found_the_ranking_is_the_prior() -> None:
    prior = knowledge().prior(50)
    assert posterior(prior, np.zeros((1, 15))) == pytest.approx(prior.all)


def test_every_source_says_how_it_is_known() -> None:
    for key, source in d.sources().items():
        assert source.mark in ("verified", "memory", "derived")
        assert source.citation and source.key, key


def test_every_source_carries_a_number_or_says_what_it_is_for() -> None:
    counts = d.numbers_of_sources()
    assert set(counts) == set(d.sources())
    assert sum(map(sum, counts.values())) > 1000
