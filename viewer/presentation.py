"""What a physiotherapist shows a patient, one key sentence at a time. Pure: no Qt, no VTK.

No numbers and no chances: only what the case and the ranking say, in the patient's words, and always that it is no
diagnosis. Every warning sign has a slide of its own, its action first; an emergency comes before everything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dermatomes import Mark, Ranking, Weakness, kind_of, rank, vocabulary
from viewer.finding_words import place_words
from viewer.paint import SIDES
from viewer.patient_text import PatientText, SideWords, patient_text, patient_words
from viewer.picture import Notice, Picture
from viewer.session import MARK_KINDS, Session

WAYS_SHOWN = 2
"""The leading root and the one beside it glow: the ways of others are not spoken of."""
FELT = {"pain": "It hurts here", "numbness": "It is numb here", "tingling": "It tingles here"}
EMPTY = "Nothing is told yet. Leave this, mark where it hurts, and come back."
TITLES = {
    "warning": "Warning sign",
    "felt": "What you feel",
    "nerve": "Where it may come from",
    "way": "The way of the nerve",
    "tell": "What would tell more",
    "do": "What to do",
    "closing": "What this is",
}


@dataclass(frozen=True)
class Slide:
    """One step.

    Attributes
    ----------
    kind
        A key of `TITLES`; where the eye goes follows from it.
    text
        The sentence.
    side
        The side it is about, or "" for both.
    marks
        Places in `Picture.marks` of the marks it is about.
    """

    kind: str
    text: str
    side: str = ""
    marks: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """A few words above the sentence."""
        return TITLES[self.kind]


def presentation(session: Session, picture: Picture) -> tuple[Slide, ...]:
    """Tell a case in slides.

    Parameters
    ----------
    session
        The case.
    picture
        How it is drawn; a way is spoken of as such only where it is drawn.

    Returns
    -------
    The slides in their order; the last says what this is not.
    """
    ranking = rank(session.case)
    text = patient_text(session, ranking)
    warnings = plain_warnings(ranking)
    emergencies = [_warning(notice) for notice in warnings if notice.action == "emergency"]
    rest = [_warning(notice) for notice in warnings if notice.action != "emergency"]
    told = [*_felt(session), *_nerves(text, picture)]
    told = [*told, *_tell(text)] if told else [Slide("felt", EMPTY)]
    return (*emergencies, *told, *rest, *_steps(ranking), Slide("closing", text.closing))


def plain_warnings(ranking: Ranking) -> tuple[Notice, ...]:
    """The warning signs of a case, strongest first, without what raised them: that may hold numbers."""
    words = vocabulary().words
    return tuple(
        Notice(sign.action, words["action"][sign.action], f"{words['warning'][sign.id]}.") for sign in ranking.flags
    )


def _warning(notice: Notice) -> Slide:
    return Slide("warning", f"{notice.headline} {notice.because}")


def _felt(session: Session) -> Iterable[Slide]:
    marks = list(enumerate(one for one in session.findings if isinstance(one, Mark)))
    for side in (*SIDES, "midline"):
        for kind in MARK_KINDS:
            here = {k: one for k, one in marks if one.side == side and kind_of(one) == kind and one.intensity != 0}
            places = "; ".join(dict.fromkeys(place_words(side, one.region) for one in here.values()))
            if places:
                yield Slide("felt", f"{FELT[kind]}: {places}.", side if side in SIDES else "", tuple(here))
    weak = [one for one in session.findings if isinstance(one, Weakness) and not one.is_full_strength]
    for side in SIDES:
        moves = "; ".join(vocabulary().words["muscle"][one.muscle] for one in weak if one.side == side)
        if moves:
            yield Slide("felt", f"Weaker than usual on the {side}: {moves}.", side)


def _nerves(text: PatientText, picture: Picture) -> Iterable[Slide]:
    for told in text.sides:
        side = next(name for name in SIDES if name in told.heading)
        yield from (Slide("nerve", sentence, side) for sentence in _spoken(told, alone=len(text.sides) == 1))
        drawn = any(strand.side == side for strand in picture.strands)
        yield from (Slide("way" if drawn else "nerve", place, side) for place in told.places[:WAYS_SHOWN])


def _spoken(told: SideWords, *, alone: bool) -> Iterable[str]:
    """The sentences about one leg; the leg is named where both are spoken of."""
    first, *others = told.sentences
    yield first if alone else f"{told.heading}: {first[:1].lower()}{first[1:]}"
    yield from others


def _tell(text: PatientText) -> Iterable[Slide]:
    return (Slide("tell", help_) for help_ in text.helps)


def _steps(ranking: Ranking) -> Iterable[Slide]:
    """What to do beside the warning signs; nothing stands beside an emergency but when to go."""
    advice = patient_words().advice
    actions = {sign.action for sign in ranking.flags}
    if not actions:
        yield Slide("do", advice.routine)
        yield Slide("do", advice.unflagged)
    if "emergency" not in actions:
        yield Slide("do", advice.watch)
