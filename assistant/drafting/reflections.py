"""The rules' page of reflection questions, and the next question after an answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank, ModelStep
from assistant.domain.reflecting import LookBack
from assistant.domain.wording import words
from assistant.drafting.choosing import Span
from assistant.drafting.growing import Answers, answers_of
from assistant.drafting.listening import Listener
from assistant.drafting.people_to_turn_to import contacts
from assistant.drafting.seeds import Ground

QUESTIONS = "questions"
"""The section that holds the questions, one line for each step."""
FOLLOWS = "follows"
LOOK_AGAIN = "look-again"
CLOSE = "close"
_LONGEST_GUESS = 30


def draft_reflection(look: LookBack, bank: Bank) -> Page:
    """Questions for one person, each with the words that it grew from or marked as a suggestion."""
    ground = Ground(look, bank)
    listener = Listener(ground)
    steps = look.steps
    lines = tuple(
        listener.ask(step, _lead(look, bank, number, step), None)
        for number, step in enumerate(steps, start=1)
    )
    sections = [Section(id=QUESTIONS, questions=True, lines=lines)]
    if len(steps) > 1:
        sections.append(_follows(listener, steps[1]))
    sections += [_look_again(ground), _close(look, ground)]
    return Page(
        title=_title(look),
        facts=(look.model.title, f"about {look.minutes} minutes", f"{len(steps)} questions"),
        who_reads=(
            "Only you can read your answers, until you choose otherwise for one of them. "
            "Skip anything; one line each is plenty."
        ),
        thin_ground=_thin(lines),
        sections=tuple(sections),
    )


def next_question(
    look: LookBack, bank: Bank, page: Page, answers: Sequence[str]
) -> tuple[Line | None, Answers]:
    """The question after ``answers``, shaped by them; None when every step was asked.

    The first question is the page's own, as it was shown. What the page has quoted in the questions
    before is not quoted again. Also gives the answers as sources, which the line may cite.
    """
    ground = Ground(look, bank)
    given = answers_of(ground, answers)
    place = len(answers)
    if place >= len(look.steps):
        return None, given
    section = page.section(QUESTIONS)
    asked = section.lines if section else ()
    if place == 0 and asked:
        return asked[0], given
    for line in asked[:1]:
        for citation in line.citations:
            source = look.briefing.source(citation.source)
            if source is not None:
                ground.desk.cite_part(source, citation.start, citation.end)
    listener = Listener(ground)
    # Questions two to here are asked again, so that this one quotes none of their words.
    for earlier in range(1, place):
        listener.ask(look.steps[earlier], "", answers_of(ground, answers[:earlier]))
    step = look.steps[place]
    return listener.ask(step, _lead(look, bank, place + 1, step), given), given


def _title(look: LookBack) -> str:
    if look.when == "before":
        return f"Before session {look.session.number}"
    if look.gap:
        return f"Looking back at the gap since session {look.session.number}"
    return f"Looking back at session {look.session.number}"


def _lead(look: LookBack, bank: Bank, number: int, step: ModelStep) -> str:
    title = step.title
    if look.when == "before":
        words_of = bank.reflecting
        title = words_of.titles.get(words_of.before_steps.get(step.asks, ""), title)
    return f"{number} · {title}"


def _follows(listener: Listener, step: ModelStep) -> Section:
    """How question two would change with the first answer: so that paper says it as well."""
    rows = []
    for place, (case, line) in enumerate(listener.branches(step)):
        quotes = " ".join(f"{c.lead_in} “{one_line(c.quote)}”" for c in line.citations)
        rows.append(
            Line(
                id=f"follows-{place}",
                kind="frame",
                cells=(case, " ".join(part for part in (quotes, line.text, line.after) if part)),
                citations=line.citations,
                fixed=True,
            )
        )
    return Section(
        id=FOLLOWS,
        title="Question 2 follows your first answer",
        columns=("If you write", "then it asks"),
        lines=tuple(rows),
    )


def one_line(text: str) -> str:
    """A quotation as it stands in a sentence."""
    return " ".join(text.split())


def _look_again(ground: Ground) -> Section:
    """A line of one's own that guesses how the other felt, asked back to its writer."""
    mine_first_shared = sorted(ground.desk.sources, key=lambda s: s.visibility == "private")
    for source in mine_first_shared:
        mine = source.kind == "note" and source.voice == ground.look.voice
        if not mine or source.session != ground.look.session.number:
            continue
        for sentence in ground.desk.sentences_of(source):
            if "guess" not in sentence.tags or not ground.desk.allowed(sentence.text):
                continue
            if len(words(sentence.text)) > _LONGEST_GUESS:
                continue
            span = Span(sentence, sentence.start, sentence.end, True)
            line = Line(
                id=LOOK_AGAIN,
                kind="question",
                who=ground.look.voice,
                text=ground.words.seen_or_heard[0],
                citations=(ground.desk.cite(span, ground.say("note")),),
                after=f"You may keep it, change it, or ask {ground.look.partner}.",
                fixed=True,
            )
            return Section(id=LOOK_AGAIN, title="One sentence to look at again", lines=(line,))
    return Section(id=LOOK_AGAIN)


def _close(look: LookBack, ground: Ground) -> Section:
    partner = look.partner
    told = [
        f"Energy, 1 to 5, is counted only with at least 4 others and never shown to {partner}.",
        f"Then, for each answer, who may read it: {partner} reads none unless you say so.",
    ]
    if ground.heavy:
        told.append(_contacts(look))
    lines = (
        Line(id=f"{CLOSE}-{place}", kind="frame", text=text, fixed=True)
        for place, text in enumerate(told)
    )
    return Section(id=CLOSE, title="Before you finish", lines=tuple(lines))


def _contacts(look: LookBack) -> str:
    return (
        "If the load itself is the matter, there is a person to turn to: "
        f"{contacts(look)}. Nothing that you write here goes with you."
    )


def _thin(lines: Sequence[Line]) -> str:
    bare = sum(line.suggestion for line in lines)
    if bare * 2 <= len(lines):
        return ""
    return (
        "There is little of yours to go on yet, so most of these questions are suggestions. "
        "A few lines of your own about the session would change that."
    )
