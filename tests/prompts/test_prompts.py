"""Prompt files are complete, versioned and closed: what goes into one stays words."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.answers import AgendaAnswer
from assistant.domain.citing import cite
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import PROMISES, CommitmentDue, Turn
from assistant.domain.sources import Hit, Passage
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidPrompt
from assistant.grounding.ground import Ground
from assistant.grounding.merging import merge_answer
from assistant.llm.tokens import count_messages, count_tokens
from assistant.prompts.catalog import FOLDER, load_prompt, prompt_names
from assistant.prompts.evidence import evidence_for
from assistant.prompts.formatting import fence, one_line
from assistant.prompts.pages import needs_of, page_request
from assistant.prompts.requests import agenda_request, answer_request, new_delimiter
from tests.unit.briefings import bank
from tests.unit.grounding_examples import (
    CARD,
    DOUGLAS,
    EVIDENCE,
    PEOPLE,
    PRIYA,
    SOURCES,
    quote,
    skeleton,
)

GOLDENS = Path(__file__).parent / "goldens"
MARK = "----0123456789abcdef----"
ASKED_AT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
# Raise the version in the file whenever its digest here changes.
DIGESTS = {
    "agenda": ("7", "f1734ec54e30251b120cb4824274e5ab656671d8cec02a515cf86b704d0fe007"),
    "answer": ("6", "8856e19dbb9ef3e7ae94ace317014e0b8e1e8bba041dda5010e8db740f6f46fa"),
    "summary-note": ("5", "c473bef57aa4989c0c75837c61c23121264cceddb7f85eeeedf7d3d341405464"),
    "brief": ("5", "847df6e290a67b4ce1959cb483aa7641c7c357f0060a85a8cb412dc84a99602e"),
    "read-first": ("6", "3d8d9c0ffeb9f3df92379a0d498793547815cb189024a3ef53e640ba19733e50"),
    "rehearsal": ("2", "a32d94a28486d52271888ec165c17a79252dc4b19237b4f8cb49fd02e7f2d2e9"),
    "reflection": ("4", "79ed95d13200a4229f7e8922736849e896f1d333a8d6d476e6c8d8aec052df97"),
    "agenda-change": ("2", "24a96280ac62614ce8795bc801266c883f150e2554852054217de680d71e42f1"),
    "feedback-summary": ("5", "1f9a8d3730f846e5db55e4a3f70092412b27789b0605f464f7d95d2a6c5b87a9"),
    "session-summary": ("5", "d0a7aeb448ae3b843b289226d883ee184f982e2cc57869a1a94ddc67ba913be0"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the prompts that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "prompts"))


def spoil(folder: Path, old: str, new: str, name: str = "agenda.md") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def agenda_messages():
    return agenda_request(skeleton(), EVIDENCE, delimiter=MARK, **PEOPLE)


def answer_messages():
    turns = (
        Turn(speaker="you", text="Where did we stop?", at=ASKED_AT),
        Turn(speaker="viceversa", text="At the canteen story [1].", at=ASKED_AT),
    )
    return answer_request(
        "What may I open with?", EVIDENCE, reader="Priya", partner="Douglas", turns=turns,
        delimiter=MARK,
    )  # fmt: skip


def reflection_messages():
    # Two questions as the rules ask them: one grown from a quotation, one from the bank.
    said = SOURCES[EVIDENCE[0].source.id]
    grown = Line(
        id="q-what",
        kind="question",
        lead="1 · What?",
        who="mentor",
        text="What was going on in the room just before this?",
        citations=(cite(said, 0, said.text.index(" ", 40), lead_in="You wrote:"),),
    )
    bank = Line(id="q-so", kind="suggestion", lead="2 · So what?", text="What stayed unsaid?")
    section = Section(id="questions", questions=True, lines=(grown, bank))
    page = Page(title="Looking back at session 2", sections=(section,))
    told = {"reader": "Priya", "partner": "Douglas", "about": "the mentor, looking back"}
    prompt = load_prompt("reflection")
    return page_request(page, EVIDENCE, values=told, prompt=prompt, delimiter=MARK)


def summary_note_messages():
    # What stays (a first line, a theme with its quotation, a figure), and a question of the rules.
    said = SOURCES[EVIDENCE[0].source.id]
    theme = Line(
        id="theme",
        lead="Forms that leave something out (6 people, 4 pairings)",
        citations=(cite(said, 0, said.text.index(" ", 40), lead_in="A mentor:"),),
        fixed=True,
    )
    line = Line(id="blocks", kind="frame", text="In the way: forms.", fixed=True)
    asked = Line(
        id="settle-open-1", kind="question", lead="A form with room.", text="Who can answer this?"
    )
    figure = Line(id="figure-1", kind="frame", cells=("pairings", "6"), fixed=True)
    page = Page(
        title="Summary note",
        sections=(
            Section(id="four-lines", title="In four lines", lines=(line,)),
            Section(id="what-blocks", title="What gets in the way", lines=(theme,)),
            Section(id="settle", title="What has to be settled first", lines=(asked,)),
            Section(id="figures", columns=("figure", "all"), lines=(figure,)),
        ),
    )
    told = {"programme": "Northside", "period": "the mid-point"}
    prompt = load_prompt("summary-note")
    return page_request(page, EVIDENCE, values=told, prompt=prompt, delimiter=MARK)


@pytest.mark.parametrize("name", ["agenda", "answer", "reflection", "summary-note"])
def test_what_is_sent_is_what_was_last_read_and_approved(name: str) -> None:
    request = {
        "agenda": agenda_messages,
        "answer": answer_messages,
        "reflection": reflection_messages,
        "summary-note": summary_note_messages,
    }[name]()
    sent = "\n\n".join(f"=== {m.role}\n{m.content}" for m in request.messages) + "\n"
    golden = GOLDENS / f"{name}.txt"
    assert sent == golden.read_text(encoding="utf-8"), f"If this is meant, write it to {golden}."


def test_every_prompt_has_a_version_that_moves_with_its_text() -> None:
    assert prompt_names() == sorted(DIGESTS)
    found = {name: (load_prompt(name).version, load_prompt(name).digest) for name in DIGESTS}
    assert found == DIGESTS, "The text changed: raise its version and note the digest here."


@pytest.mark.parametrize("name", ["agenda.md", "fragments/tone.md", "fragments/grounding.md"])
def test_one_letter_more_makes_another_digest(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + "!", encoding="utf-8")
    assert load_prompt("agenda", folder).digest != load_prompt("agenda").digest


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("is $mentor.", "is $mentor, $colour.", "$colour is used, not declared."),
        ("You help the", "You help $mentor, the", "$mentor stands in the system part"),
        ("[mentor, mentee,", "[mentor, mentee, colour,", "$colour is declared, not used."),
        ("[[tone]]", "[[mood]]", "The fragment mood is used, not declared."),
        ("version: 7", "version: one", "version:"),
        ("version: 7", "version: 2026-99-99", "not YAML"),
        ("purpose: Word", "wish: Word", "wish:"),
        ("---\nid", "id", "no front matter"),
        ("id: agenda", "id: plan", "Its id is plan."),
        ("## user", "## person", "## user"),
        ("id: agenda", "id: [agenda", "not YAML"),
        ("answer_schema: AgendaAnswer", "answer_schema: Poem", "Poem"),
        ("$schema\n", "$ schema\n", "plain one is written $$"),
        ("Which box did you leave empty\n", "Which box was red\n", "Its example does not hold"),
    ],
)
def test_a_broken_prompt_file_says_what_is_wrong(
    folder: Path, old: str, new: str, says: str
) -> None:
    spoil(folder, old, new)
    with pytest.raises(InvalidPrompt) as broken:
        load_prompt("agenda", folder)
    assert says in broken.value.sentences()


def test_a_missing_file_or_fragment_is_named(folder: Path) -> None:
    (folder / "fragments" / "tone.md").unlink()
    for name in ("agenda", "nowhere"):
        with pytest.raises(InvalidPrompt, match=name):
            load_prompt(name, folder)


@pytest.mark.parametrize("name", prompt_names())
def test_what_is_the_same_for_everybody_comes_first_and_is_short(name: str) -> None:
    prompt = load_prompt(name)
    blank = prompt.fill(**dict.fromkeys(prompt.variables, ""))
    other = prompt.fill(**dict.fromkeys(prompt.variables, "other words"))
    assert blank[0].content == other[0].content
    # Counted at three bytes each, which is more than any model counts for English or JSON.
    assert sum(count_tokens(message.content) for message in blank) < 1200


def test_a_value_too_few_or_too_many_is_an_error() -> None:
    prompt = load_prompt("answer")
    values = dict.fromkeys(prompt.variables, "x")
    assert prompt.fill(**values)
    with pytest.raises(InvalidPrompt, match="answer"):
        prompt.fill(**{**values, "colour": "red"})
    values.pop("question")
    with pytest.raises(InvalidPrompt):
        prompt.fill(**values)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_note_can_neither_close_its_fence_nor_fill_in_a_variable(text: str) -> None:
    source = PRIYA.model_copy(update={"text": f"{text} $mentor ${{question}} [[tone]] ## user"})
    request = answer_request("?", [Passage.whole(source)], reader="Priya", partner="Douglas")
    user = request.messages[1].content
    mark = re.search(r"between two lines with (\S+)", user)
    assert mark is not None
    assert user.count(f"\n{mark[1]}\n") == 2
    assert "$mentor" in user
    assert "[[tone]]" in user


def test_the_mark_of_the_fence_can_be_known_by_nobody_who_writes_a_note() -> None:
    first, again, other = (
        agenda_request(skeleton(), evidence, **PEOPLE)
        for evidence in (EVIDENCE, EVIDENCE, EVIDENCE[:1])
    )
    marks = [
        re.search(r"with (----\S+)", request.messages[1].content)[1]
        for request in (first, again, other)
    ]
    # A request that was shown is sent as it was shown; nobody outside can know its mark.
    assert first.messages == again.messages
    assert marks[1] != marks[2]
    elsewhere = subprocess.run(
        [sys.executable, "-c", "from assistant.prompts.requests import new_delimiter as n\n"
         "print(n([]))"], capture_output=True, text=True, check=True)  # fmt: skip
    assert elsewhere.stdout.strip() != new_delimiter([])
    with pytest.raises(ValueError, match="delimiter"):
        fence("a MARK here", "MARK")


def test_a_model_is_only_told_what_it_may_do_on_this_page() -> None:
    said = SOURCES[EVIDENCE[0].source.id]
    fact = Line(id="a", citations=(cite(said, 0, 40),))
    fixed = fact.model_copy(update={"id": "f", "fixed": True, "text": "Kept."})
    still = Page(title="p", sections=(Section(id="proposed", lines=(fixed,)),))
    assert not needs_of(still)
    full = Section(id="decided", open=True, most=1, lines=(fact,))
    roomy = Section(id="open", open=True)
    page = still.with_sections((*still.sections, full, roomy))
    assert needs_of(page) == {"text", "decided", "add", "add-open"}
    prompt = load_prompt("session-summary")
    user = page_request(page, EVIDENCE, values=PEOPLE, prompt=prompt).messages[1].content
    assert "- open: a question" in user
    assert "- decided: what was settled" not in user
    assert "at most may_drop" not in user
    assert "[?" not in user
    assert prompt.asks(needs_of(page))
    # A wish that stands in its owner's words is nothing that a brief's model may touch.
    wished = still.with_sections((Section(id="wished", lines=(fact,)),))
    assert needs_of(wished) == {"text", "wished"}
    assert not load_prompt("brief").asks(needs_of(wished))
    # What a fixed line quotes is shown with it; an empty section is no business of a model's.
    assert json.dumps(one_line(said.text[:40]), ensure_ascii=False) in user


def test_a_line_for_some_drafts_alone_stands_below(folder: Path) -> None:
    spoil(folder, "You help the", "[?drop] You help the")
    with pytest.raises(InvalidPrompt) as broken:
        load_prompt("agenda", folder)
    assert "[?drop] stands in the system part" in broken.value.sentences()


def test_the_promises_that_are_reported_on_are_known_when_questions_are_asked() -> None:
    due = CommitmentDue(
        id="c", owner="mentee", state="kept", text="Sit in the canteen.", evidence="On 3 May.",
        citation=quote(DOUGLAS, "I will sit in the canteen at six one morning"),
    )  # fmt: skip
    rules = skeleton()
    opening = (rules.opening[0].model_copy(update={"slot": PROMISES}),)
    agenda = rules.model_copy(update={"opening": opening, "commitments_due": (due,)})
    user = agenda_request(agenda, EVIDENCE, **PEOPLE).messages[1].content
    assert '"mentee, kept: Sit in the canteen. On 3 May."' in user
    assert DOUGLAS.id in {p.source.id for p in evidence_for(agenda, [], SOURCES)}


def test_private_words_and_boundaries_never_enter_a_request_for_both() -> None:
    private = PRIYA.model_copy(update={"id": "private", "visibility": Visibility.PRIVATE})
    hits = [Hit(passage=Passage.whole(source), score=1.0) for source in (private, CARD, DOUGLAS)]
    found = evidence_for(skeleton(), hits, SOURCES)
    assert [passage.source.id for passage in found] == [DOUGLAS.id, CARD.id]
    found = evidence_for(skeleton(), hits, SOURCES, boundary_terms=("canteen",))
    assert [passage.source.id for passage in found] == [CARD.id]


def test_a_long_document_is_sent_only_around_what_is_cited() -> None:
    long = DOUGLAS.model_copy(
        update={"text": "Before that. " * 400 + DOUGLAS.text + " After." * 900}
    )
    citation = skeleton().items[0].citations[0]
    at = long.text.index(citation.quote)
    moved = citation.model_copy(update={"start": at, "end": at + len(citation.quote)})
    agenda = skeleton()
    main = agenda.items[0].model_copy(update={"citations": (moved,)})
    agenda = agenda.model_copy(update={"items": (main, agenda.items[1])})
    (passage,) = evidence_for(agenda, [], {**SOURCES, long.id: long})
    assert citation.quote in passage.text
    assert len(passage.text) < 1100
    assert long.text[passage.start : passage.end] == passage.text


def test_the_frame_that_the_model_may_not_change_is_marked_and_small() -> None:
    user = agenda_messages().messages[1].content
    frame = json.loads(user[user.index("\n{") : user.rindex("}") + 1])
    assert [line.get("fixed", False) for line in frame["lines"]] == [True, False, False, True]
    assert frame["lines"][1]["cites"] == [
        {"n": 2, "quote": "The rota punishes anybody with a child at school"}
    ]
    assert "n-douglas" not in user
    assert count_messages(agenda_messages().messages) < 2600


def test_the_prompts_own_example_follows_its_own_rules() -> None:
    prompt = load_prompt("agenda")
    example = re.search(r'^\{"aim".*\}$', prompt.system, re.MULTILINE)
    assert example is not None
    answer = AgendaAnswer.model_validate_json(example.group())
    said = DOUGLAS.model_copy(
        update={"text": "I said the form has no place for my second name, so I leave it out."}
    )
    rules = skeleton()
    main = rules.items[0].model_copy(
        update={"topic": "The form", "purpose": "A box is missing in it.", "citations": ()}
    )
    rules = rules.model_copy(update={"items": (rules.items[0], main.model_copy(
        update={"id": "second"}))})  # fmt: skip
    ground = Ground(evidence=(Passage.whole(said),), language=bank().language, people=PEOPLE)
    agenda, findings = merge_answer(rules, answer, ground)
    assert [found.check for found in findings if found.line == "second"] == []
    assert agenda.items[1].topic == answer.lines[0].topic
    for echo in prompt.echoes:
        assert echo in example.group()
    echoing = Ground(
        evidence=(Passage.whole(said),),
        language=bank().language,
        people=PEOPLE,
        echoes=prompt.echoes,
    )
    assert merge_answer(rules, answer, echoing)[0].items == rules.items
