"""Every document that asks a model: by which prompt, for whom, and how it is asked for.

``test_documents_with_a_model`` holds each against every behaviour of a server, and
``benchmarks.cancelling`` measures how fast each lets go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.behaviours import Draft


async def an_answer(ana: Any, engine: str) -> None:
    """A question in the talk: passages where the model fails, and a note that says so."""
    events = [e async for e in ana.ask("the round of voices?", pairing="Martin", engine=engine)]
    done = events[-1]
    assert done.kind == "done"
    assert done.text
    assert done.engine == "model" or (done.citations and done.note)


async def a_change(ana: Any, engine: str) -> None:
    """Words that the rules cannot tell: the lines are offered where the model fails."""
    await ana.prepare_agenda("ana-martin", engine="rules")
    words = "drop the woolly bit about parking"
    events = [e async for e in ana.ask(words, pairing="ana-martin", engine=engine)]
    change = next(event.change for event in events if event.change is not None)
    assert change.made or change.offers


async def a_rehearsal(ana: Any, engine: str) -> None:
    """Practising aloud: an answer of the list that comes along where the model fails."""
    said = ["In session 3 you filled in the form for me, and I stopped asking."]
    heard = await ana.rehearse("ana-martin", said, engine=engine)
    assert any(turn.invented and turn.text for turn in heard.turns)


async def a_next_question(ana: Any, engine: str) -> None:
    """The question that an answer leads to: the rules' one where the model fails."""
    draft = await ana.suggest_questions("ana-martin", 3, engine="rules")
    said = ["I waited until Tunde had finished, and then the list was still there."]
    line = await ana.next_question(draft.id, said, engine=engine)
    assert line is not None
    assert line.text.endswith("?")


@dataclass(frozen=True)
class ModelDocument:
    """One of the product's documents: by which prompt, for whom, and how it is asked for."""

    prompt: str
    draft: Draft
    person: str = "ana-ferreira"
    part: str = ""
    """Set where a document asks a model in more than one place."""

    @property
    def name(self) -> str:
        return self.part or self.prompt


DOCUMENTS = (
    ModelDocument("agenda", lambda ana, engine: ana.prepare_agenda("ana-martin", engine=engine)),
    ModelDocument("agenda-change", a_change),
    ModelDocument("answer", an_answer),
    ModelDocument(
        "brief",
        lambda martin, engine: martin.prepare_brief("ana-martin", engine=engine),
        "martin-hallett",
    ),
    ModelDocument(
        "read-first",
        lambda martin, engine: martin.prepare_reading("ana-martin", engine=engine),
        "martin-hallett",
    ),
    ModelDocument(
        "feedback-summary", lambda ana, engine: ana.summarise_feedback("ana-martin", engine=engine)
    ),
    ModelDocument(
        "reflection", lambda ana, engine: ana.suggest_questions("ana-martin", 3, engine=engine)
    ),
    ModelDocument("reflection", a_next_question, part="next-question"),
    ModelDocument("rehearsal", a_rehearsal),
    ModelDocument(
        "summary-note", lambda oonagh, engine: oonagh.summary_note(engine=engine), "oonagh-reid"
    ),
    ModelDocument(
        "session-summary", lambda ana, engine: ana.summarise_session("ana-martin", 3, engine=engine)
    ),
)
