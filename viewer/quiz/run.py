"""Where one is in the quiz: the open question and what was answered. Pure, like a walk through the interview."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.quiz.bank import question, question_ids
from viewer.quiz.deck import Deck
from viewer.quiz.question import Question, Verdict


@dataclass(frozen=True)
class Run:
    """One sitting.

    Attributes
    ----------
    deck
        What is kept of the learner.
    question
        The open question.
    map_id
        The map that decides.
    seed
        Makes this sitting different from others.
    verdict
        How it was answered; None while it is open.
    """

    deck: Deck
    question: Question
    map_id: str
    seed: int
    verdict: Verdict | None = None

    def answered(self, verdict: Verdict) -> Run:
        """The run with its question answered; a question is answered once."""
        if self.verdict is not None:
            return self
        return replace(self, deck=self.deck.answered(self.question.id, verdict.right), verdict=verdict)

    def next(self) -> Run:
        """The run at its next question; an open one stays."""
        return begun(self.deck, self.map_id, self.seed) if self.verdict is not None else self


def begun(deck: Deck, map_id: str, seed: int) -> Run:
    """Begin with the question that the deck holds ready."""
    chosen = deck.next(question_ids(map_id), seed)
    return Run(deck, question(chosen, map_id, seed + deck.turn), map_id, seed)
