"""The quiz: questions made from the tables, a box of cards that brings them back, and how answers are judged. Pure."""

from __future__ import annotations

from viewer.quiz.bank import KINDS, question, question_ids
from viewer.quiz.data import wording
from viewer.quiz.deck import Deck, deck_from_text, deck_to_text, kind_of_id
from viewer.quiz.question import Choice, Question, Verdict, judged, judged_spot
from viewer.quiz.run import Run, begun

__all__ = [
    "KINDS",
    "Choice",
    "Deck",
    "Question",
    "Run",
    "Verdict",
    "begun",
    "deck_from_text",
    "deck_to_text",
    "judged",
    "judged_spot",
    "kind_of_id",
    "question",
    "question_ids",
    "wording",
]
