"""A model's wording reaches the page only where every check passes; the rules' line stands else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.answers import AgendaAnswer, AnswerCite, AnswerLine
from assistant.domain.drafts import AS_AGREED, ENOUGH
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.checks import CHECKS, tally
from assistant.grounding.merging import merge_answer
from assistant.grounding.proposals import replaced_citations
from tests.unit.grounding_examples import (
    DOUGLAS,
    EVIDENCE,
    PRIYA,
    SOURCES,
    ground,
    quote,
    skeleton,
)

GOOD = AnswerLine(
    id="L2",
    topic="Who the rota leaves at the school gate",
    purpose="Douglas named the lorries; the people who drive them have a rota to live with.",
    prompts=[
        "What does a swap request ask for that the rota cannot give?",
        "Whose morning would you look at first?",
    ],
    cites=[AnswerCite(n=1, quote="three swap requests from the night crew")],
)


def merge(line: AnswerLine, **changes: object):
    return merge_answer(skeleton(), AgendaAnswer(lines=[line]), ground(**changes))


def changed(**fields: object) -> AnswerLine:
    return GOOD.model_copy(update=fields)


def test_mentor_gets_the_better_words_with_both_citations_where_all_holds() -> None:
    agenda, findings = merge(GOOD)
    line = agenda.items[0]
    assert findings == []
    assert line.topic == GOOD.topic
    assert line.purpose == GOOD.purpose
    assert line.prompts == tuple(GOOD.prompts)
    assert [c.author for c in line.citations] == ["Douglas", "Priya"]
    assert all(c.found and SOURCES[c.source].text[c.start : c.end] == c.quote
               for c in line.citations)  # fmt: skip
    assert not line.suggestion
    assert agenda.items[1] == skeleton().items[1]


def test_a_model_may_put_a_quote_in_anothers_place_but_each_person_keeps_one() -> None:
    drivers = quote(DOUGLAS, "I could name the lorries and not the people who drive them.")
    rota = quote(DOUGLAS, "The rota punishes anybody with a child at school;")
    walked = quote(PRIYA, "We walked round the depot")
    again = [rota]
    new = replaced_citations((drivers, walked, rota), again, EVIDENCE, renamed=True)
    assert new == (walked, rota)
    assert replaced_citations((drivers, walked), [], EVIDENCE, renamed=True) == (drivers, walked)
    # While the topic is the rules' own, so is the quote that it was made of.
    kept = replaced_citations((drivers, walked, rota), again, EVIDENCE, renamed=False)
    assert kept == (drivers, walked, rota)
    # What the model was not shown it could not name again; a ground rule is no wording.
    assert drivers in replaced_citations((drivers, rota), again, EVIDENCE[:1], renamed=True)
    rule = drivers.model_copy(update={"lead_in": AS_AGREED})
    assert rule in replaced_citations((rule, rota), again, EVIDENCE, renamed=True)


FAILS: tuple[tuple[str, dict[str, object]], ...] = (
    ("nonsense", {"topic": "The rota " * 20}),
    ("nonsense", {"purpose": "The rota the rota the rota the rota."}),
    ("nonsense", {"topic": "Rota <b>now</b>"}),
    ("nonsense", {"topic": "See [the rota](http://evil.example)"}),
    ("nonsense", {"purpose": "Look at the rota\u202e and the drivers."}),
    ("nonsense", {"topic": "string"}),
    ("nonsense", {"purpose": "As an AI I suggest the rota and the drivers."}),
    ("nonsense", {"purpose": "The form has no place for the rota name."}),
    ("quote-not-found", {"purpose": "Douglas wrote \u201cthe rota is wonderful\u201d."}),
    ("wrong-voice", {"purpose": "Priya said \u201cI could name the lorries\u201d."}),
    ("proof-claimed", {"purpose": "Research shows that the rota punishes drivers with a child."}),
    ("proof-claimed", {"purpose": "A proven way to mend the rota for drivers."}),
    ("stereotype", {"purpose": "Young people tend to want another rota than drivers do."}),
    ("stereotype", {"purpose": "A digital native can mend the rota for the drivers."}),
    ("emotion-without-owner", {"purpose": "Douglas was embarrassed about the rota."}),
    ("emotion-without-owner", {"purpose": "The drivers feel that the rota forgets them."}),
    ("character", {"purpose": "Douglas is dismissive of drivers and their rota."}),
    ("character", {"purpose": "Douglas never listens to the drivers about the rota."}),
    ("number-without-evidence", {"purpose": "The rota fails 40 drivers with a child at school."}),
    ("number-without-evidence", {"purpose": "The rota fails thirty drivers with a child."}),
    ("date-without-evidence", {"purpose": "The rota changes for the drivers on Tuesday."}),
    ("date-without-evidence", {"purpose": "The rota changes for the drivers next week."}),
    ("name-without-evidence", {"purpose": "Show the rota to Margaret and the drivers."}),
    ("name-without-evidence", {"purpose": "Margaret has seen the rota that drivers get."}),
    ("copied", {"purpose": "I could name the lorries and not the people who drive them."}),
    ("saying-without-quote", {"purpose": "You both agreed that the rota should change."}),
    ("saying-without-quote", {"purpose": "Priya said the rota leaves drivers out.", "cites": []}),
    ("saying-without-quote", {"purpose": "They said that the rota leaves drivers out."}),
    ("saying-without-quote", {"purpose": "Douglas thinks the rota should change for drivers."}),
    ("minutes-changed", {"purpose": "Take 45 minutes for the rota and the drivers."}),
    ("off-topic", {"topic": "Effective communication", "purpose": "Listen well.",
                   "prompts": ["What makes a good listener?"]}),
)  # fmt: skip


@pytest.mark.parametrize(("check", "fields"), FAILS)
def test_a_line_that_fails_a_check_goes_back_to_the_rules_words(
    check: str, fields: dict[str, object]
) -> None:
    # The minutes' own number is in no note, so that check is told apart by a support that has it.
    echoes = ("The form has no place for the",)
    known = {"goal": "Understand who the rota serves in 45 days."}
    rules = skeleton()
    if check == "minutes-changed":
        main = rules.items[0].model_copy(update=known)
        rules = skeleton(items=(main, rules.items[1]))
    answer = AgendaAnswer(lines=[changed(**fields)])
    agenda, findings = merge_answer(rules, answer, ground(echoes=echoes))
    assert [found.check for found in findings] == [check]
    assert agenda == rules
    assert findings[0].line == "main"
    assert findings[0].repaired
    assert "put back" in findings[0].message


def test_every_check_but_those_of_parts_is_tried_here() -> None:
    of_parts = {"quote-cut-short", "unknown-source", "question-lint"}
    # These have tests of their own, with pages and answers.
    of_pages = {"fact-without-source", "agreement-needs-two", "frame-changed", "said-before"}
    of_pages |= {"beside-it"}
    assert {check for check, _ in FAILS} | of_parts | of_pages == set(CHECKS)


@pytest.mark.parametrize(
    ("check", "cite"),
    [
        ("quote-not-found", AnswerCite(n=1, quote="Douglas knew every driver by name")),
        ("quote-not-found", AnswerCite(n=1, quote="We walked round ... for the canteen")),
        ("wrong-voice", AnswerCite(n=1, quote="I will sit in the canteen at six")),
        ("unknown-source", AnswerCite(n=9, quote="We walked round the depot")),
        ("unknown-source", AnswerCite(n=0, quote="We walked round the depot")),
        ("quote-cut-short", AnswerCite(n=1, quote="want to lead the next walk from a script")),
        ("emotion-without-owner", AnswerCite(n=2, quote="Priya seemed annoyed when I explained")),
    ],
)
def test_a_bad_citation_goes_alone_and_is_told(check: str, cite: AnswerCite) -> None:
    agenda, findings = merge(changed(cites=[*GOOD.cites, cite]))
    assert [found.check for found in findings] == [check]
    assert agenda.items[0].topic == GOOD.topic
    assert len(agenda.items[0].citations) == 2


@pytest.mark.parametrize(
    "question",
    [
        "Is the rota fair?",
        "Why did you write the rota like this?",
        "What does the rota do, and who would change it?",
        "Don't you think the rota is old?",
        "How did it feel to see the rota?",
        "What do young people want from a rota?",
    ],
)
def test_a_closed_double_leading_or_blaming_question_goes_alone(question: str) -> None:
    agenda, findings = merge(changed(prompts=[question, *GOOD.prompts]))
    assert agenda.items[0].prompts == tuple(GOOD.prompts)
    assert [found.check for found in findings] == ["question-lint"]
    agenda, _ = merge(changed(prompts=[question]))
    assert agenda.items[0].prompts == skeleton().items[0].prompts


def test_one_good_question_is_filled_up_with_the_rules_own() -> None:
    agenda, _ = merge(changed(prompts=GOOD.prompts[:1]))
    rules = skeleton().items[0].prompts
    assert agenda.items[0].prompts == (GOOD.prompts[0], rules[0])


def test_the_models_sources_take_the_place_of_the_rules_but_each_person_keeps_one() -> None:
    rules = skeleton()
    three = (
        quote(DOUGLAS, "The rota punishes anybody with a child at school"),
        quote(DOUGLAS, "nobody has told me so in nine years"),
        quote(PRIYA, "He wrote the rota himself in 2011"),
    )
    main = rules.items[0].model_copy(update={"citations": three})
    rules = skeleton(items=(main, rules.items[1]))
    cites = [
        AnswerCite(n=1, quote="three swap requests from the night crew"),
        AnswerCite(n=1, quote="not one driver's shift pattern"),
        AnswerCite(n=3, quote="The junior chooses the route and the stops"),
    ]
    answer = AgendaAnswer(lines=[changed(cites=[*cites, cites[0]])])
    agenda, findings = merge_answer(rules, answer, ground())
    assert findings == []
    quotes = [citation.quote for citation in agenda.items[0].citations]
    assert quotes[0] == three[0].quote
    assert [text.split()[0] for text in quotes[1:]] == ["three", "not", "The"]


def test_a_study_may_be_reported_only_where_one_is_cited() -> None:
    purpose = "One study found fewer swaps where crews chose their own rota."
    cite = AnswerCite(n=4, quote="Crews who chose their own rota asked for fewer swaps")
    agenda, findings = merge(changed(purpose=purpose, cites=[cite]))
    assert findings == []
    assert agenda.items[0].purpose == purpose
    _, findings = merge(changed(purpose=purpose))
    assert [found.check for found in findings] == ["proof-claimed"]


def test_a_quotation_inside_a_line_stands_in_its_owners_voice() -> None:
    purpose = "Douglas wrote \u201cI could name the lorries and not the people\u201d."
    agenda, findings = merge(changed(purpose=purpose))
    assert findings == []
    assert agenda.items[0].purpose == purpose


def test_what_one_line_says_asks_or_quotes_is_not_said_again_by_another() -> None:
    copied = GOOD.model_copy(update={"id": "L3"})
    agenda, findings = merge_answer(skeleton(), AgendaAnswer(lines=[GOOD, copied]), ground())
    assert agenda.items[0].topic == GOOD.topic
    assert agenda.items[1] == skeleton().items[1]
    assert [(found.check, found.line) for found in findings] == [("nonsense", "second")]
    own = copied.model_copy(update={"topic": "Try one small swap", "purpose": ""})
    agenda, findings = merge_answer(skeleton(), AgendaAnswer(lines=[GOOD, own]), ground())
    second = agenda.items[1]
    assert (second.topic, findings) == ("Try one small swap", [])
    assert second.prompts == skeleton().items[1].prompts
    assert second.citations == ()
    assert second.suggestion


def test_what_somebody_said_may_be_reported_beside_their_own_words() -> None:
    purpose = "Priya said that the night crew asks for swaps in the rota."
    agenda, findings = merge(changed(purpose=purpose))
    assert (agenda.items[0].purpose, findings) == (purpose, [])


def test_a_headline_in_capitals_is_calmed_where_its_words_are_known() -> None:
    agenda, findings = merge(changed(topic="The Rota And The School"))
    assert (agenda.items[0].topic, findings) == ("The rota and the school", [])


def test_a_boundary_is_kept_without_a_word_or_a_count() -> None:
    terms = ("school run",)
    with_it = skeleton()
    for line in (
        changed(purpose="The school run decides who can take which rota."),
        changed(topic="Rota and school run"),
    ):
        agenda, findings = merge(line, boundary_terms=terms)
        assert agenda == with_it
        assert findings == []
        assert sum(tally(findings).values()) == 0
    question = "What does the school run do to the rota?"
    agenda, findings = merge(changed(prompts=[question, *GOOD.prompts]), boundary_terms=terms)
    assert agenda.items[0].prompts == tuple(GOOD.prompts)
    assert findings == []


def test_opening_and_close_are_not_the_models_to_word() -> None:
    lines = [changed(id=key) for key in ("L1", "L4", "settle", "close")]
    agenda, findings = merge_answer(skeleton(), AgendaAnswer(lines=lines), ground())
    assert agenda == skeleton()
    assert findings == []


def test_a_model_that_sets_minutes_or_leads_or_adds_lines_changes_nothing_of_them() -> None:
    answer = AgendaAnswer.model_validate(
        {
            "lines": [
                {**GOOD.model_dump(), "minutes": 55, "lead": "mentee"},
                {**GOOD.model_dump(), "id": "L9"},
            ]
        }
    )
    agenda, findings = merge_answer(skeleton(), answer, ground())
    assert sorted(found.check for found in findings) == ["minutes-changed", "off-topic"]
    assert [line.minutes for line in agenda.lines] == [5, 20, 10, 5]
    assert [line.lead for line in agenda.lines] == [line.lead for line in skeleton().lines]


def test_the_aim_is_held_to_the_same_checks() -> None:
    rules = skeleton()
    good = "See one driver's rota from the canteen."
    agenda, findings = merge_answer(rules, AgendaAnswer(aim=good), ground())
    assert (agenda.purpose, findings) == (good, [])
    for aim in ("Research shows that the rota must go.", "Meet Margaret about the rota.",
                "Improve synergy.", "Change the drivers' rota into a text on phones."):  # fmt: skip
        agenda, findings = merge_answer(rules, AgendaAnswer(aim=aim), ground())
        assert agenda.purpose == rules.purpose
        assert len(findings) == 1


LINES = st.builds(
    AnswerLine,
    id=st.sampled_from(["L1", "L2", "L3", "L4", "L9", "main", "", "L2 "]),
    topic=st.one_of(st.text(max_size=90), st.just(GOOD.topic)),
    purpose=st.one_of(st.text(max_size=300), st.just(GOOD.purpose)),
    prompts=st.lists(st.one_of(st.text(max_size=60), st.sampled_from(GOOD.prompts)), max_size=6),
    cites=st.lists(
        st.builds(
            AnswerCite,
            n=st.integers(-3, 9),
            quote=st.one_of(st.text(max_size=60), st.just(GOOD.cites[0].quote)),
        ),
        max_size=6,
    ),
)


@settings(deadline=None)
@given(st.builds(AgendaAnswer, aim=st.text(max_size=80), lines=st.lists(LINES, max_size=6)))
def test_whatever_a_model_answers_the_frame_and_every_citation_hold(answer: AgendaAnswer) -> None:
    rules = skeleton()
    agenda, findings = merge_answer(rules, answer, ground())
    assert agenda.total == agenda.minutes == rules.minutes
    assert [(line.id, line.minutes, line.lead, line.goal) for line in agenda.lines] == [
        (line.id, line.minutes, line.lead, line.goal) for line in rules.lines
    ]
    for line in agenda.lines:
        assert line.suggestion == (not line.citations)
        assert 1 <= len(line.topic) <= 60
        for citation in line.citations:
            assert SOURCES[citation.source].text[citation.start : citation.end] == citation.quote
            assert citation.voice == SOURCES[citation.source].voice
    assert all(found.check in CHECKS for found in findings)
    again, wrong = ground_agenda(agenda, SOURCES)
    assert (again, wrong) == (agenda, [])


def test_a_purpose_may_name_the_session_that_its_source_is_from() -> None:
    agenda, findings = merge(changed(purpose="Priya's note from session 2 asks about the rota."))
    assert findings == []
    assert agenda.items[0].purpose.startswith("Priya's note from session 2")


def test_a_quote_keeps_the_mark_that_ends_it() -> None:
    said = "He wrote the rota himself"
    for asked, kept in (("We ran out of time", "We ran out of time"),
                        ("I was nervous at the gate.", "I was nervous at the gate."),
                        (f"{said}.", said)):  # fmt: skip
        agenda, _ = merge(changed(cites=[AnswerCite(n=1, quote=asked)]))
        assert agenda.items[0].citations[-1].quote == kept


def test_a_way_to_pass_outlasts_any_better_wording() -> None:
    rules = skeleton()
    item = rules.items[0]
    rule = item.citations[0].model_copy(
        update={"quote": "Pass is an answer.", "start": -1, "source": "rule", "lead_in": AS_AGREED}
    )
    own = (
        *item.citations,
        quote(PRIYA, "We walked round the depot"),
        quote(PRIYA, "We ran out of time"),
        rule,
    )
    bound = item.model_copy(update={"purpose": f"The rota. {ENOUGH}", "citations": own})
    agenda = rules.model_copy(update={"items": (bound, *rules.items[1:])})
    better = changed(purpose="The rota and the swap requests.")
    after, findings = merge_answer(agenda, AgendaAnswer(lines=[better]), ground())
    assert findings == []
    assert after.items[0].purpose == f"The rota and the swap requests. {ENOUGH}"
    assert rule in after.items[0].citations
    assert item.citations[0] in after.items[0].citations
