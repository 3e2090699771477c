"""The ways to what the two of a pairing have together."""

from __future__ import annotations


class PairPlaces:
    """Mixed into every place: capitals go there."""

    def go(self, place: str, pairing: str | None = None, session: int | None = None) -> None:
        raise NotImplementedError

    def action_questions(self) -> None:
        self.go("questions")

    def action_journey(self) -> None:
        self.go("journey")

    def action_agreement(self) -> None:
        self.go("agreement")

    def action_keep_out(self) -> None:
        self.go("boundaries")

    def action_mirror(self) -> None:
        self.go("readiness")

    def action_begin(self) -> None:
        self.go("welcome")
