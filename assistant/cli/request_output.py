"""A request to a model as people and scripts see it before it is sent."""

from __future__ import annotations

from assistant.cli.output import Output
from assistant.domain.connection_views import RequestView


def show_request(view: RequestView, output: Output) -> None:
    """A request that was not sent: for people its words, with --json its very bytes."""
    if output.as_json:
        output.data(view)
        return
    output.heading(f"This would go to {view.where}, and was not sent.")
    output.quiet(f"POST {view.url}, {len(view.body.encode()):,} bytes")
    for part in view.parts:
        output.line()
        always = " (the same for everybody)" if part.role == "system" else ""
        output.heading(f"--- {part.role}{always}")
        output.exact(part.text)
    if view.stand_ins:
        output.line()
        output.heading("--- on this computer alone: who stands for whom")
        output.pairs(view.stand_ins.items())
    output.line()
    output.quiet("With --json: the exact bytes, with the settings around these words.")
