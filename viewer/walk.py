"""Which question is open. Pure: no Qt, no VTK.

Like a camera, a walk is where someone looks and no part of the case: going back and forth changes no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.interview import Question, interview


@dataclass(frozen=True)
class Walk:
    """A place in the interview.

    Attributes
    ----------
    at
        Number of the open question, from 0; the number of questions stands for the result.
    passed
        Ids of the questions that were gone on from with Next, so that "none of these" is known from "not asked".
    """

    at: int = 0
    passed: frozenset[str] = frozenset()

    @property
    def question(self) -> Question | None:
        """The open question; None at the result."""
        questions = interview().questions
        return questions[self.at] if self.at < len(questions) else None

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(interview().questions)

    @property
    def progress(self) -> str:
        """Where one is, in words."""
        return f"Question {self.at + 1} of {self.count}" if self.question else "Result"

    def next(self) -> Walk:
        """Go on; the question counts as asked."""
        now = self.question
        return self if now is None else Walk(self.at + 1, self.passed | {now.id})

    def skip(self) -> Walk:
        """Go on; the question counts as not asked, unless it was before."""
        return self if self.question is None else replace(self, at=self.at + 1)

    def back(self) -> Walk:
        """Go one question back."""
        return replace(self, at=max(0, self.at - 1))

    def to_result(self) -> Walk:
        """Go to the result at once."""
        return replace(self, at=self.count)

    def to_question(self, name: str) -> Walk:
        """Go to a question by its id."""
        return replace(self, at=[question.id for question in interview().questions].index(name))
