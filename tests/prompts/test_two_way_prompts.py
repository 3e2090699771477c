"""What is sent for the two documents that both partners read, as it was last read and approved."""

from pathlib import Path

import pytest

from assistant.domain.documents import Line, Page, Section
from assistant.grounding.agendas import cite
from assistant.prompts.catalog import load_prompt
from assistant.prompts.pages import page_request
from tests.unit.grounding_examples import DOUGLAS, EVIDENCE, PEOPLE, PRIYA

GOLDENS = Path(__file__).parent / "goldens"
MARK = "----0123456789abcdef----"


def page() -> Page:
    walked = PRIYA.text.index("We walked")
    named = DOUGLAS.text.index("I could name")
    mentor = cite(PRIYA, walked, walked + len("We walked round the depot"), lead_in="Priya:")
    mentee = cite(DOUGLAS, named, named + len("I could name the lorries"), lead_in="Douglas:")
    return Page(
        title="A page for both",
        sections=(
            Section(
                id="we-agree",
                title="We agree",
                open=True,
                voices=2,
                lines=(Line(id="a", who="both", citations=(mentor, mentee)),),
            ),
            Section(
                id="next",
                title="Next",
                columns=("who", "what"),
                lines=(Line(id="b", who="mentor", cells=("Priya", "Bring three"), fixed=True),),
            ),
        ),
    )


@pytest.mark.parametrize("name", ["feedback-summary", "session-summary"])
def test_what_is_sent_for_a_page_of_both_is_what_was_last_approved(name):
    request = page_request(
        page(), EVIDENCE, values=PEOPLE, prompt=load_prompt(name), delimiter=MARK
    )
    sent = "\n\n".join(f"=== {m.role}\n{m.content}" for m in request.messages) + "\n"
    golden = GOLDENS / f"{name}.txt"
    assert sent == golden.read_text(encoding="utf-8"), f"If this is meant, write it to {golden}."


def test_a_fixed_promise_is_sent_with_how_it_stands():
    told = cite(PRIYA, 0, 12, lead_in="By 4 March. Open:")
    line = Line(id="p", lead="Ana:", citations=(told,), after="Waits for Ana's yes.", fixed=True)
    sent = page_request(
        Page(title="x", sections=(Section(id="made", title="Promises", lines=(line,)),)),
        EVIDENCE,
        values=PEOPLE,
        prompt=load_prompt("session-summary"),
        delimiter=MARK,
    )
    said = sent.messages[-1].content
    assert '"By 4 March. Open: ' in said
    assert '"after": "Waits for Ana\'s yes."' in said
