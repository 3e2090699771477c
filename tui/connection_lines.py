"""A connection to a model in words: where it is, how a trial went, what would be sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import BOLD, QUIET, one_line, stacked, wrapped
from tui.modals.paper import PAGE_WIDTH

if TYPE_CHECKING:
    from assistant.domain.connection_views import ConnectionView, RequestView, TrialView


def connection_text(view: ConnectionView) -> Content:
    """What is connected now, and on which terms."""
    words = "No model is connected."
    if view.connected:
        names = " Names are replaced." if view.replaces_names else ""
        missing = " You have not agreed to it yet." if view.consent == "missing" else ""
        words = f"Connected: {view.model}, {view.where}. Key: {view.key}.{names}{missing}"
    return Content.styled(one_line(words), QUIET)


def trial_text(trial: TrialView) -> Content:
    """What works of a model that was tried, a line for each step."""
    return stacked(_steps(trial))


def _steps(trial: TrialView) -> Iterator[Content]:
    for step in trial.steps:
        mark = ("works   ", "$v-done") if step.works else ("missing ", "$v-nearly")
        yield Content.assemble(mark, one_line(step.says))
    if trial.works:
        speed = f", {trial.words_per_second:.0f} words a second" if trial.words_per_second else ""
        yield Content.styled(f"{trial.seconds:.1f} s{speed}", QUIET)
    if len(trial.models) > 1:
        names = ", ".join(one_line(name) for name in trial.models[:6])
        yield Content.styled(f"It knows: {names}", QUIET)


def request_text(view: RequestView) -> Content:
    """A request word for word, and what its stand-ins stand for."""
    lines = [Content.styled(one_line(f"POST {view.url}"), QUIET)]
    for part in view.parts:
        lines += [Content(""), Content.styled(f"--- {part.role}", BOLD)]
        lines += [w for line in part.text.split("\n") for w in wrapped(line, PAGE_WIDTH)]
    if view.stand_ins:
        told = ", ".join(f"{name}: {other}" for name, other in view.stand_ins.items())
        lines += [Content(""), *wrapped(f"On this computer alone: {told}", PAGE_WIDTH)]
    return stacked(lines)
