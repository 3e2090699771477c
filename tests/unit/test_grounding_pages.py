"""Pages through the gate, and a model's words merged into them."""

import pytest

from assistant.domain.answers import PageAnswer
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Citation
from assistant.grounding.pages import ground_page, merge_page
from assistant.grounding.proposals import trimmed
from tests.unit.grounding_examples import CARD, DOUGLAS, PRIYA, SOURCES, ground, quote

ROTA = "The rota punishes anybody with a child at school"
SWAPS = "I'll bring three swap requests from the night crew on 14 May."
LORRIES = "Douglas knew every lorry by its number"


def page(**changes):
    fact = Line(id="rota", text="The rota and school hours.", citations=(quote(DOUGLAS, ROTA),))
    own = Line(id="own", who="mentor", text="On the swaps:", citations=(quote(PRIYA, SWAPS),))
    fixed = Line(id="fixed", kind="frame", text="Both of you can read this.", fixed=True)
    return Page(
        title="Summary of session 2",
        sections=(
            Section(id="said", title="Said", lines=(fact, own), own_words=True, open=True, most=3),
            Section(id="agree", title="We agree", open=True, voices=2, gap="Nothing yet."),
            Section(id="frame", lines=(fixed,)),
        ),
    ).model_copy(update=changes)


def merged(**answer):
    return merge_page(page(), PageAnswer.model_validate(answer), ground())


def checks(findings):
    return {finding.check for finding in findings}


def test_a_fact_that_loses_its_quote_becomes_a_suggestion_and_a_bare_quote_goes():
    false = quote(DOUGLAS, ROTA).model_copy(update={"quote": "Rotas are fair", "start": -1})
    lines = (
        Line(id="a", text="The rota is fair.", citations=(false,)),
        Line(id="b", citations=(false,)),
        Line(id="c", text="Stated without any source."),
    )
    judged, findings = ground_page(page(sections=(Section(id="s", lines=lines),)), SOURCES)
    assert [(line.id, line.kind) for line in judged.lines] == [
        ("a", "suggestion"),
        ("c", "suggestion"),
    ]
    assert checks(findings) == {"quote-not-found", "fact-without-source"}


def test_the_right_words_in_the_wrong_voice_do_not_stand():
    false = quote(DOUGLAS, ROTA).model_copy(update={"author": "Priya", "voice": "mentor"})
    line = Line(id="a", text="The rota.", citations=(false,))
    _, findings = ground_page(page(sections=(Section(id="s", lines=(line,)),)), SOURCES)
    assert checks(findings) == {"wrong-voice"}


def test_a_model_words_a_line_better_and_keeps_the_frame():
    said = {"id": "L1", "text": "What the rota does to anybody with a child at school."}
    after, findings = merged(lines=[said, {"id": "L3", "text": "Everybody can read this."}])
    assert after.line("rota").text == said["text"]
    assert after.line("fixed") == page().line("fixed")
    assert not findings


def test_a_model_may_trim_a_long_quote_but_not_what_turns_it():
    short = "punishes anybody with a child"
    said = {"id": "L1", "text": "", "cites": [{"n": 2, "quote": short}]}
    after, _ = merged(lines=[said])
    assert [c.quote for c in after.line("rota").citations] == [short]
    text = "I will bring the swap requests on Monday, or not."
    whole = Citation(source="s", record="r", quote=text, start=0, end=len(text), lead_in="Priya:")
    cut = whole.model_copy(update={"quote": text[:41], "end": 41, "lead_in": ""})
    assert trimmed(whole, [cut]) == whole
    tail = whole.model_copy(update={"quote": text[7:], "start": 7})
    assert trimmed(whole, [tail]).quote == text[7:]
    assert trimmed(whole, [tail]).lead_in == "Priya:"


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The rota punishes forty people with a child at school.", "number-without-evidence"),
        ("Douglas was ashamed of the rota at school hours.", "emotion-without-owner"),
        ("The rota that Martha knows and the school hours.", "name-without-evidence"),
        ("Priya and Douglas agreed that the rota is unfair.", "saying-without-quote"),
        ("Older managers never understand the rota or the school.", "stereotype"),
        ("A walk in the park with the dog is pleasant.", "off-topic"),
        ("I could name the lorries and not the people who drive them.", "copied"),
        ("The rota and school hours: see www.rota.example.", "nonsense"),
    ],
)
def test_wording_that_says_more_than_its_evidence_goes_back(text, check):
    after, findings = merged(lines=[{"id": "L1", "text": text}])
    assert after == page()
    assert checks(findings) == {check}


def test_a_line_that_speaks_for_one_person_never_quotes_the_other():
    cite = {"n": 2, "quote": "Embarrassing morning, in a good way."}
    after, findings = merged(lines=[{"id": "L2", "text": "", "cites": [cite]}])
    assert after == page()
    assert checks(findings) == {"wrong-voice"}


def test_agreement_that_a_model_adds_needs_both_voices():
    one = {"n": 2, "quote": "I could name the lorries and not the people who drive them."}
    two = {"n": 1, "quote": LORRIES}
    alone = {"section": "agree", "text": "Lorries are known, drivers are not.", "cites": [one]}
    after, findings = merged(add=[alone])
    assert (after, checks(findings)) == (page(), {"agreement-needs-two"})
    after, findings = merged(add=[{**alone, "cites": [one, two]}])
    (line,) = after.section("agree").lines
    assert {citation.voice for citation in line.citations} == {"mentor", "mentee"}
    assert not findings


def test_a_quote_that_another_line_shows_is_not_told_as_a_lack_of_agreement():
    one = {"n": 2, "quote": ROTA}
    two = {"n": 1, "quote": LORRIES}
    again = {"section": "agree", "text": "Lorries, the rota and a child.", "cites": [one, two]}
    after, findings = merged(add=[again])
    assert (after, checks(findings)) == (page(), {"said-before"})


def test_a_line_may_go_for_another_that_uses_its_quote_better():
    second = Line(
        id="more", who="mentor", text="More.", citations=(quote(PRIYA, "We ran out of time"),)
    )
    before = page()
    said = before.section("said")
    grown = said.model_copy(update={"lines": (*said.lines, second)})
    before = before.with_sections((grown, *before.sections[1:]))
    one = {"n": 2, "quote": ROTA}
    two = {"n": 1, "quote": LORRIES}
    new = {"section": "agree", "text": "Lorries, the rota and a child.", "cites": [one, two]}
    answer = PageAnswer.model_validate({"add": [new], "drop": ["L1"]})
    after, findings = merge_page(before, answer, ground())
    assert after.line("rota") is None
    assert len(after.section("agree").lines) == 1
    assert not findings


def test_nobody_is_said_to_have_said_nothing_beside_their_own_words():
    silent = Line(id="gap", kind="question", who="mentor", text="Nothing so far.", fixed=True)
    learnt = Section(id="learnt", lines=(silent,), own_words=True, open=True)
    add = {"section": "learnt", "who": "mentor", "text": "", "cites": [{"n": 1, "quote": LORRIES}]}
    before = page(sections=(learnt,))
    after, _ = merge_page(before, PageAnswer.model_validate({"add": [add]}), ground())
    (line,) = after.section("learnt").lines
    assert [c.quote for c in line.citations] == [LORRIES]


def test_a_question_asked_anew_says_whose_words_it_grew_from():
    asks = Line(
        id="q",
        kind="question",
        who="mentor",
        text="What stayed unsaid?",
        citations=(quote(DOUGLAS, ROTA).model_copy(update={"lead_in": "Douglas wrote:"}),),
    )
    section = Section(id="questions", questions=True, lines=(asks,))
    new = {
        "id": "L1",
        "text": "What else did the lorries carry?",
        "cites": [{"n": 1, "quote": LORRIES}],
    }
    answer = PageAnswer.model_validate({"lines": [new]})
    after, _ = merge_page(page(sections=(section,)), answer, ground())
    assert [c.lead_in for c in after.line("q").citations] == ["You wrote:"]


@pytest.mark.parametrize("text", ["What the rota is.", "How the child is."])
def test_a_short_heading_may_share_its_one_word(text):
    after, findings = merged(lines=[{"id": "L1", "text": text}])
    assert (after.line("rota").text, findings) == (text, [])


@pytest.mark.parametrize(
    "addition",
    [
        {"section": "said", "text": "The canteen at six.", "cites": []},
        {"section": "said", "text": "The canteen.", "cites": [{"n": 2, "quote": "made up words"}]},
        {"section": "frame", "text": "The rota.", "cites": [{"n": 2, "quote": ROTA}]},
    ],
)
def test_what_a_model_adds_without_a_source_or_in_a_closed_section_stays_out(addition):
    after, _ = merged(add=[addition])
    assert after == page()


def test_an_open_section_takes_no_more_than_it_may_hold():
    quotes = ["I will sit in the canteen at six one morning", "nobody has told me so in nine years"]
    add = [
        {"section": "said", "who": "mentee", "text": "", "cites": [{"n": 2, "quote": words}]}
        for words in quotes
    ]
    after, _ = merged(add=add)
    assert len(after.section("said").lines) == 3


def test_what_touches_a_boundary_never_gets_in_and_nothing_is_said_of_it():
    add = {
        "section": "said",
        "who": "mentee",
        "text": "The canteen at six.",
        "cites": [{"n": 2, "quote": "I will sit in the canteen at six one morning"}],
    }
    bounded = ground(boundary_terms=("canteen",))
    after, findings = merge_page(page(), PageAnswer.model_validate({"add": [add]}), bounded)
    assert after == page()
    assert checks(findings) <= {"fact-without-source"}


def test_a_model_may_leave_out_few_lines_and_no_fixed_one():
    four = tuple(
        Line(id=f"l{n}", text=text, citations=(quote(source, text),))
        for n, (source, text) in enumerate(
            [(DOUGLAS, ROTA), (PRIYA, SWAPS), (PRIYA, LORRIES), (CARD, CARD.text[:40])]
        )
    )
    fixed = four[0].model_copy(update={"fixed": True, "id": "fixed"})
    whole = page(sections=(Section(id="s", lines=(*four, fixed)),))
    answer = PageAnswer(drop=["L5", "L1", "L2", "L3"])
    after, _ = merge_page(whole, answer, ground())
    assert [line.id for line in after.lines] == ["l2", "l3", "fixed"]
    after, _ = merge_page(whole, PageAnswer(drop=["L1", "L2", "L3"]), ground())
    assert [line.id for line in after.lines] == ["l2", "l3", "fixed"]


def test_an_added_line_that_only_repeats_a_note_shows_its_quotes_alone():
    text = f"{ROTA}; nobody has told me so in nine years."
    cite = {"n": 2, "quote": "I will sit in the canteen at six one morning"}
    added = {"section": "said", "who": "mentee", "text": text, "cites": [cite]}
    after, findings = merged(add=[added])
    assert after.section("said").lines[-1].text == ""
    assert after.section("said").lines[-1].citations
    assert not findings


def test_a_question_to_the_reader_has_to_do_with_what_was_supplied():
    line = Line(
        id="q", kind="question", text="What did this cost?", citations=(quote(PRIYA, SWAPS),)
    )
    asked = page(sections=(Section(id="questions", questions=True, lines=(line,)),))
    for text, stands in (
        ("What did the lorries tell you at the gate?", True),
        ("What would you try after this?", True),
        ("How do solar panels turn sunlight into current?", False),
    ):
        said = PageAnswer.model_validate({"lines": [{"id": "L1", "text": text}]})
        after, findings = merge_page(asked, said, ground())
        assert (after.line("q").text == text) == stands, text
        assert checks(findings) == (set() if stands else {"off-topic"})


def test_nobody_is_given_words_that_only_the_partner_wrote():
    drivers = "I could name the lorries and not the people who drive them."
    both = [{"n": 2, "quote": drivers}, {"n": 1, "quote": LORRIES}]
    new = {"section": "agree", "text": "Priya said the people who drive are not known."}
    new = {**new, "cites": both}
    after, findings = merged(add=[new])
    assert (after, checks(findings)) == (page(), {"wrong-voice"})
    after, findings = merged(
        add=[{**new, "text": "Priya said Douglas knew every lorry, and Douglas named the people."}]
    )
    assert len(after.section("agree").lines) == 1
    assert not findings


def test_what_both_are_said_to_agree_on_holds_no_number_of_one():
    agree = page().section("agree").model_copy(update={"agrees": True})
    before = page(sections=(page().section("said"), agree))
    drivers = "I could name the lorries and not the people who drive them."
    both = [{"n": 2, "quote": drivers}, {"n": 1, "quote": LORRIES}]
    new = {"section": "agree", "text": "The lorries, in nine years.", "cites": both}
    after, findings = merge_page(before, PageAnswer.model_validate({"add": [new]}), ground())
    assert (after, checks(findings)) == (before, {"agreement-needs-two"})


def test_whose_line_it_is_follows_from_whom_it_quotes():
    claimed = Section(id="open", title="Left open", open=True)
    cite = {"n": 2, "quote": ROTA}
    new = {"section": "open", "who": "mentor", "text": "The rota and a child.", "cites": [cite]}
    answer = PageAnswer.model_validate({"add": [new]})
    after, _ = merge_page(page(sections=(claimed,)), answer, ground())
    assert [line.who for line in after.lines] == ["mentee"]


@pytest.mark.parametrize(("who", "asked"), [("", True), ("mentee", False)])
def test_only_a_question_that_its_reader_asks_aloud_may_say_our(who, asked):
    own = Line(id="q", kind="suggestion", who=who, text="What do the lorries carry?")
    section = Section(id="question", questions=True, lines=(own,))
    new = {"id": "L1", "text": "Which of our lorries would you show a visitor?"}
    answer = PageAnswer.model_validate({"lines": [new]})
    after, findings = merge_page(page(sections=(section,)), answer, ground())
    assert (after.line("q").text == new["text"]) is asked
    assert checks(findings) == (set() if asked else {"question-lint"})


@pytest.mark.parametrize(
    ("prompts", "left"),
    [(None, ("What of the rota?", "Who drives?")), ([], ()), (["Who drives?"], ("Who drives?",))],
)
def test_the_questions_below_a_line_are_those_that_an_answer_lists(prompts, left):
    line = Line(id="a", text="The rota.", citations=(quote(DOUGLAS, ROTA),))
    line = line.model_copy(update={"prompts": ("What of the rota?", "Who drives?")})
    answer = PageAnswer.model_validate({"lines": [{"id": "L1", "prompts": prompts}]})
    before = page(sections=(Section(id="s", lines=(line,)),))
    after, _ = merge_page(before, answer, ground())
    assert after.line("a").prompts == left


def test_two_quotes_side_by_side_are_no_agreement():
    agree = page().section("agree").model_copy(update={"agrees": True})
    before = page(sections=(page().section("said"), agree))
    apart = [
        {"n": 1, "quote": LORRIES},
        {"n": 2, "quote": "I will sit in the canteen at six one morning and say nothing."},
    ]
    new = {"section": "agree", "text": "", "cites": apart}
    after, findings = merge_page(before, PageAnswer.model_validate({"add": [new]}), ground())
    assert (after, checks(findings)) == (before, {"agreement-needs-two"})
