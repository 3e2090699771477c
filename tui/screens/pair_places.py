"""The ways from every place to the others."""

from __future__ import annotations


class PairPlaces:
    """Mixed into every place: capitals go there."""

    def go(
        self,
        place: str,
        pairing: str | None = None,
        session: int | None = None,
        subject: str = "",
    ) -> None:
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

    def action_talks(self) -> None:
        self.go("talks")

    def action_rehearse(self) -> None:
        self.go("rehearse")

    def action_home(self) -> None:
        self.go("home")

    def action_due(self) -> None:
        self.go("due")

    def action_prepare(self) -> None:
        self.go("prepare")

    def action_run(self) -> None:
        self.go("run")

    def action_commitments(self) -> None:
        self.go("commitments")

    def action_notes(self) -> None:
        self.go("notes")

    def action_reflect(self) -> None:
        self.go("reflect")

    def action_feedback(self) -> None:
        self.go("feedback")

    def action_summed_up(self) -> None:
        self.go("session-summary")

    def action_library(self) -> None:
        self.go("library")

    def action_programme(self) -> None:
        self.go("programme")

    def action_people(self) -> None:
        self.go("people")

    def action_connect(self) -> None:
        self.go("connect")

    def action_search(self) -> None:
        self.go("search")

    def action_what_is_kept(self) -> None:
        self.go("kept")

    def action_settings(self) -> None:
        self.go("settings")
