"""Which question comes when: a Leitner box of cards. Pure, and the same for the same seed.

A question answered wrong comes back soon; each right answer puts it into the next box, from which it comes back later.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import msgspec

WAITS = (3, 6, 14, 30, 60)
"""After how many questions a card of each box comes back; the first box holds what was answered wrong."""

FRESH_EVERY = 3
"""At every third turn something new is asked even if known cards are due: they would else fill every turn."""


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

        First what was missed and is due. Then what else is due, the lowest box and the longest overdue before others,
        with one not met before in between, of the kind met least; then what will be due soonest. Never the one just
        answered, unless there is no other.

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
        met = {one: self.cards[one] for one in others if one in self.cards}
        fresh = [one for one in others if one not in met]
        due = [one for one, card in met.items() if card.due <= self.turn]
        first = min(due, key=lambda one: (met[one].box, met[one].due), default="")
        if first and (met[first].box == 0 or not fresh or self.turn % FRESH_EVERY):
            return first
        if fresh:
            kinds = [kind_of_id(one) for one in self.cards]
            return min(fresh, key=lambda one: kinds.count(kind_of_id(one)))
        return min(met, key=lambda one: met[one].due)


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
