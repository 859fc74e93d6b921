"""Cases drawn from the evidence: findings as they come with a root, and the answer of the ranking. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from dermatomes import (
    ROOTS,
    Case,
    Finding,
    Numbness,
    Pain,
    Reflex,
    SideRanking,
    Visit,
    Weakness,
    pain_chances,
    parse_finding,
    rank,
    sources,
)
from viewer.finding_words import begun, finding_words
from viewer.guides.sight import Sight
from viewer.quiz.data import hand_cases, wording
from viewer.quiz.makers import BARE, CHOICES, SEEN_THROUGH, regions_of
from viewer.quiz.question import Choice, Question
from viewer.signs import signs_of

SIDE = "left"
PAINS = 2
GRADES = ("3", "4-", "4", "4+")
USUAL = 0.7
"""How often a case shows a weakness, a lost reflex, or numb skin of its root."""
TRIES = 40
SHOWN_BANDS = ("likely", "possible")
REASONS_CITED = 3


def case(which: str, map_id: str, random: Random) -> Question:
    """Which root do findings fit best? A root names a case to be drawn, an id one by hand.

    Raises
    ------
    ValueError
        A case by hand says too little for an answer.
    """
    if which in hand_cases():
        texts = hand_cases()[which].findings
        findings = tuple(parse_finding(kind, rest) for kind, _, rest in (text.partition(" ") for text in texts))
        ranked = ranking_of(findings)
        if ranked is None or not answerable(ranked):
            raise ValueError(f"cases.toml, {which}: expected findings that fit a root, got too little or no root")
    else:
        findings, ranked = _drawn(which, map_id, random)
    return _question(f"case:{which}", findings, ranked, random)


def answerable(ranked: SideRanking) -> bool:
    """Whether a ranking answers the question: a root stands out, and not nearly all are in its set."""
    return ranked.roots[0].band in SHOWN_BANDS and len(ranked.set) < CHOICES


def ranking_of(findings: tuple[Finding, ...]) -> SideRanking | None:
    """The ranking of the side that findings are about."""
    sides = rank(Case(visits=(Visit(findings=findings),))).sides
    return sides.left or sides.right


def _drawn(root: str, map_id: str, random: Random) -> tuple[tuple[Finding, ...], SideRanking]:
    for _ in range(TRIES):
        findings = tuple(_findings(root, map_id, random))
        ranked = ranking_of(findings)
        if ranked is not None and answerable(ranked):
            return findings, ranked
    raise ValueError(f"no case of {root} that can be answered was drawn in {TRIES} tries")


def _findings(root: str, map_id: str, random: Random) -> Iterable[Finding]:
    chances = pain_chances(root)
    places = random.choices(list(chances), list(chances.values()), k=PAINS)
    for place in dict.fromkeys(places):
        yield Pain(SIDE, place, random.randint(3, 6))
    skin = regions_of(root, map_id)
    if skin and random.random() < USUAL:
        yield Numbness(SIDE, random.choice(skin), random.randint(3, 8))
    muscles, reflexes = list(signs_of("muscle", root)), list(signs_of("reflex", root))
    if muscles and random.random() < USUAL:
        yield Weakness(SIDE, random.choice(muscles[:3]), random.choice(GRADES))
    if reflexes and random.random() < USUAL:
        yield Reflex(SIDE, reflexes[0], random.choice(("reduced", "absent")))


def _question(question_id: str, findings: tuple[Finding, ...], ranked: SideRanking, random: Random) -> Question:
    words, best = wording()["case"], ranked.set
    wrong = random.sample([root for root in ROOTS if root not in best], CHOICES - len(best))
    cited = dict.fromkeys(sources()[reason.source].citation for reason in ranked.why if reason.effect == "for")
    return Question(
        id=question_id,
        ask=words["ask"],
        given=tuple(begun(finding_words(finding, with_side=True)) for finding in findings),
        choices=tuple(Choice(root, root) for root in sorted((*best, *wrong), key=ROOTS.index)),
        accepted=frozenset(best),
        reason=ranked.statement,
        note=words["several"].format(roots=" and ".join(best)) if len(best) > 1 else "",
        sources=tuple(cited)[:REASONS_CITED],
        sight=Sight(clearness=BARE),
        revealed=Sight(view="back", clearness=SEEN_THROUGH, dermatomes=True, root=f"{SIDE}:{best[0]}"),
    )
