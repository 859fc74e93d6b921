"""Which question comes when: a Leitner box of cards. Pure, and the same for the same seed.

A question answered wrong comes back soon; each right answer puts it into the next box, from which it comes back later.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import msgspec

WAITS = (3, 6, 14, 30, 60)
"""After how many questions a card of each box comes back; the first box holds what was answered wrong."""


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question that was asked before.

    Attributes
    ----------
    box
        Which of the boxes it lies in: an index of `WAITS`.
    due
        The turn from which on it is to come back.
    """

    box: int
    due: int


class Deck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is kept of a learner.

    Attributes
    ----------
    turn
        How many questions were answered.
    right
        How many of them rightly.
    last
        The question answered last.
    cards
        The questions met so far, by id.
    """

    turn: int = 0
    right: int = 0
    last: str = ""
    cards: Mapping[str, Card] = msgspec.field(default_factory=dict)

    def answered(self, question_id: str, right: bool) -> Deck:
        """The deck after an answer."""
        turn, before = self.turn + 1, self.cards.get(question_id)
        box = min((before.box if before else 0) + 1, len(WAITS) - 1) if right else 0
        cards = {**self.cards, question_id: Card(box, turn + WAITS[box])}
        return Deck(turn, self.right + right, question_id, cards)

    def next(self, ids: Iterable[str], seed: int) -> str:
        """The question to ask now.

        First what is due, the lowest box and the longest overdue before others; then one not met before, of the kind
        met least; then what will be due soonest. Never the one just answered, unless there is no other.

        Parameters
        ----------
        ids
            The questions there are; what stands before the colon is the kind.
        seed
            Chooses among what is equally fitting.
        """
        order = sorted(ids)
        random.Random(f"{seed} {self.turn}").shuffle(order)
        others = [one for one in order if one != self.last] or order
        due = [one for one in others if one in self.cards and self.cards[one].due <= self.turn]
        if due:
            return min(due, key=lambda one: (self.cards[one].box, self.cards[one].due))
        fresh = [one for one in others if one not in self.cards]
        if fresh:
            met = [kind_of_id(one) for one in self.cards]
            return min(fresh, key=lambda one: met.count(kind_of_id(one)))
        return min(others, key=lambda one: self.cards[one].due)


def kind_of_id(question_id: str) -> str:
    """The kind of a question, from its id."""
    return question_id.partition(":")[0]


def deck_to_text(deck: Deck) -> str:
    """Write a deck as one line of JSON."""
    return msgspec.json.encode(deck).decode()


def deck_from_text(text: str) -> Deck:
    """Read a deck; what cannot be read, or was written by hand and fits no box, gives an empty one.

    A score is worth less than an hour of questions: nobody is kept from the quiz by a spoilt line.
    """
    try:
        deck = msgspec.json.decode(text, type=Deck)
    except ValueError:
        return Deck()
    sound = 0 <= deck.right <= deck.turn and all(0 <= card.box < len(WAITS) for card in deck.cards.values())
    return deck if sound else Deck()
