"""Records of every kind, and words that are hard to keep."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain.changes import AgendaProposal, DropLine
from assistant.domain.documents import (
    DocumentKind,
    Line,
    Page,
    PageDraft,
    Section,
    SharedPage,
)
from assistant.domain.drafts import (
    AcceptedAgenda,
    Agenda,
    AgendaDraft,
    AgendaItem,
    Citation,
    Conversation,
    Finding,
    Receipt,
    Turn,
)
from assistant.domain.impact import ImpactLine
from assistant.domain.keeping import Erasure
from assistant.domain.library import Document, KeptText
from assistant.domain.people import (
    Contact,
    Milestone,
    Objective,
    Pairing,
    Participant,
    Programme,
)
from assistant.domain.programme_notes import (
    Ask,
    CallRequest,
    Period,
    SelfRating,
    SummaryNote,
)
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    AuditEntry,
    Consent,
    Contribution,
    Feedback,
    FeedbackLine,
    Reflection,
)
from assistant.domain.running import Bullet, RunItem, SessionRun
from assistant.domain.sessions import (
    Agreement,
    Boundary,
    Commitment,
    Goal,
    GroundRule,
    Paragraph,
    Pulse,
    Question,
    Readiness,
    Session,
    SessionNote,
)
from tests.contract.stores import AT, ana, note, of_the_pair  # noqa: F401

NASTY = (
    "",
    " ",
    "\n\n\t\r\n",
    "\0",
    "before\0after",
    "\x1b]52;c;aGk=\x07",
    "\x1b[2J\x9b31m",
    "\u202eright to left\u202c",
    "\ufeffbyte order mark",
    "\ufffe\uffff",
    "e\u0301 is not \u00e9",
    "\u200b\u200d\u2060",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\U0001d54c\U0001d55f\U0001d55a",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔",
    "'; DROP TABLE records; --",
    '" OR ""="',
    "%s %(body)s :id ?1 $1 {0} ${HOME}",
    "\\u0000 \\x00 \\",
    '{"version": 99, "author": "martin"}',
    "clear1:clear1:",
    "[bold red]not markup[/]",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "NULL",
    "1e309",
    "x" * 200_000,
    "日本語のメモ",
    "\u2028\u2029\u0085",
    "\x7f\x80\x9f",
)


def examples(words: str) -> list[Record]:
    """One record of every kind that Ana (or Cora) can save, with ``words`` wherever words go."""
    required = words or "-"
    receipt = Receipt(engine="rules", created_at=AT, note=words)
    citation = Citation(source="n1#a", record="n1", quote=words, label=words, author=words)
    agenda = Agenda(
        title=words,
        minutes=60,
        items=(AgendaItem(topic=required, minutes=60, prompts=(words,), citations=(citation,)),),
    )
    pair = of_the_pair()
    finding = Finding(check="quote", line="", message=words)
    line = Line(text=words, citations=(citation,), prompts=(words,))
    page = Page(title=words, sections=(Section(id="next", title=words, lines=(line,)),))
    turn = Turn(speaker="you", text=words, citations=(citation,), at=AT)
    return [
        Session(number=1, starts_at=AT, place=words, **pair),
        SessionNote(paragraphs=(Paragraph(text=words),), origin=words, **pair),
        Goal(text=required, success=words, **pair),
        Agreement(rules=(GroundRule(id="r1", text=words),), **pair),
        Boundary(topic=required, terms=(words,), **pair),
        Commitment(owner="mentor", text=required, due=date(2026, 2, 28), **pair),
        Pulse(value=4, **pair),
        Readiness(answers=(1, 3), **pair),
        Question(text=required, **pair),
        Reflection(answers=(Answer(question=words, text=words),), **pair),
        Feedback(round=1, lines=(FeedbackLine(id="l1", behaviour=words),), **pair),
        Contribution(text=words, themes=(words,), **pair),
        Consent(subject="x", purpose=words, **pair),
        AuditEntry(act=words, **pair),
        ImpactLine(text=required, **pair),
        Erasure(number=1, on=date(2026, 6, 10), gone=(words,), stays=(words,), **pair),
        AgendaDraft(agenda=agenda, receipt=receipt, findings=(finding,), before=(agenda,), **pair),
        AcceptedAgenda(agenda=agenda, receipt=receipt, **pair),
        PageDraft(document=DocumentKind.FEEDBACK_SUMMARY, page=page, receipt=receipt, **pair),
        SharedPage(document=DocumentKind.SESSION_SUMMARY, page=page, receipt=receipt, **pair),
        AgendaProposal(words=words, changes=(DropLine(line=words),), base=agenda, **pair),
        Conversation(title=words, turns=(turn,), **pair),
        SessionRun(
            items=(RunItem(id=words, topic=words, minutes=5, prompts=(words,)),),
            bullets=(Bullet(text=words),),
            **pair,
        ),
        KeptText(place=words, text=words, **pair),
        Document(title=words, text=words, author="ana", programme="north"),
        SelfRating(wave="baseline", scores=(1, 5), **pair),
        CallRequest(author="ana", programme="north"),
        Participant(id="ana", name=required, job=words, programme="north", version=1),
        Pairing(id="ana-martin", mentor="ana", mentee="martin", programme="north", version=1,
                focus=words, topics=(words,)),
        Programme(
            name=words,
            coordinators=("ana",),
            objectives=(Objective(id="o1", text=words),),
            contacts=(Contact(name=words, what_for=words),),
            milestones=(Milestone(title=words, date=date(2026, 5, 1)),),
            outcomes={"mentor": words, words: "key"},
        ),
    ]  # fmt: skip


def of_a_coordinator(words: str) -> list[Record]:
    """One record of every kind that Cora alone can save."""
    page = Page(title=words, sections=(Section(id="next", lines=(Line(text=words),)),))
    receipt = Receipt(engine="rules", created_at=AT, note=words)
    of_north: dict[str, Any] = {"author": "cora", "programme": "north"}
    return [
        Ask(text=words or "-", answer=words, **of_north),
        SummaryNote(
            period=Period.MID, page=page, receipt=receipt, as_of=date(2026, 4, 1), **of_north
        ),
    ]


def all_kinds(kind: type[Record] = Record) -> set[str]:
    found = {sub.kind for sub in kind.__subclasses__() if sub.__module__.startswith("assistant")}
    return found.union(*(all_kinds(sub) for sub in kind.__subclasses__())) - {"record"}
