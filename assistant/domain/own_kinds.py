"""What is a person's own: a table of its kinds, for showing it, counting it and erasing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from assistant.domain.amounts import counted
from assistant.domain.documents import PageDraft
from assistant.domain.drafts import AgendaDraft, Conversation
from assistant.domain.impact import ImpactLine
from assistant.domain.library import KeptText
from assistant.domain.programme_notes import CallRequest, SelfRating
from assistant.domain.records import Record
from assistant.domain.reflections import Contribution, Feedback, Reflection
from assistant.domain.running import SessionRun
from assistant.domain.sessions import Boundary, Pulse, Question, Readiness, SessionNote


class KeptGroup(StrEnum):
    """What somebody erases in one act."""

    NOTES = "notes"
    REFLECTIONS = "reflections"
    FEEDBACK = "feedback"
    QUESTIONS = "questions"
    TALKS = "talks"
    DRAFTS = "drafts"
    PAGES = "pages"
    GIVEN = "given"
    IMPACT = "impact"
    RATINGS = "ratings"
    BOUNDARIES = "boundaries"
    CALLS = "calls"
    TYPING = "typing"


Words = Callable[[Any], Iterable[str]]
"""The words of its author in a record of one kind, and nothing that was quoted or drafted."""

_UNTIL_ERASED = "Until you erase it."
_UNTIL_ENDED = "Until you erase it, or the programme's time to keep ends."
_ALONE = "You alone."


class OwnKind(NamedTuple):
    """How a group is told, and what it is made of."""

    group: KeptGroup
    one: str
    many: str
    words: Mapping[type[Record], Words]
    """Its kinds of record, and the author's words in each."""
    who_reads: str
    lost: str = ""
    """What goes with it that its owner may not think of."""
    until: str = _UNTIL_ERASED
    """Until when it is kept, in a sentence."""

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        return tuple(self.words)

    def counted(self, count: int) -> str:
        """``3 session notes``."""
        return counted(count, self.one, self.many)


def _text(record: Any) -> list[str]:
    return [record.text]


def _none(_record: Any) -> list[str]:
    return []


# fmt: off
OWN_KINDS = (
    OwnKind(KeptGroup.NOTES, "session note", "session notes",
            {SessionNote: lambda note: [paragraph.text for paragraph in note.paragraphs]},
            "You; your partner the paragraphs that you shared.",
            "Quotes of them go from your partner's drafts and from what you two share."),
    OwnKind(KeptGroup.REFLECTIONS, "reflection", "reflections",
            {Reflection: lambda reflection: [answer.text for answer in reflection.answers]},
            "You; your partner the answers that you shared.",
            "Quotes of them go as well."),
    OwnKind(KeptGroup.FEEDBACK, "feedback form", "feedback forms",
            {Feedback: lambda feedback: [part for line in feedback.lines for part in line.parts]},
            "You; your partner the points that you released.",
            "What your partner has read, they have read. The two-way page loses your lines."),
    OwnKind(KeptGroup.QUESTIONS, "question in the box", "questions in the box",
            {Question: lambda question: [question.text, question.answer]},
            "You; your partner those that you asked."),
    OwnKind(KeptGroup.TALKS, "talk", "talks",
            {Conversation: lambda talk: [turn.text for turn in talk.turns
                                         if turn.speaker == "you"]},
            _ALONE),
    OwnKind(KeptGroup.DRAFTS, "draft", "drafts",
            {AgendaDraft: _none, PageDraft: _none},
            _ALONE, "What you shared or accepted from them stays."),
    OwnKind(KeptGroup.PAGES, "page of a session as it went", "pages of sessions as they went",
            {SessionRun: lambda run: [bullet.text for bullet in run.bullets]},
            _ALONE),
    OwnKind(KeptGroup.GIVEN, "contribution to the programme", "contributions to the programme",
            {Contribution: _text},
            "You. They are counted, and quoted as you allowed.",
            "Quotes of them go from every note.", _UNTIL_ENDED),
    OwnKind(KeptGroup.IMPACT, "impact line", "impact lines",
            {ImpactLine: _text},
            "You and your partner, and whoever sees a certificate that quotes it.",
            "A certificate that was saved as a file keeps it."),
    OwnKind(KeptGroup.RATINGS, "rating, 1 to 5", "ratings, 1 to 5",
            {Pulse: _none, SelfRating: _none},
            "You. Counted with others, never shown as yours.",
            "Figures that were shown already stay in their notes.", _UNTIL_ENDED),
    OwnKind(KeptGroup.BOUNDARIES, "topic that you keep out, or mirror",
            "topics that you keep out, and mirrors",
            {Boundary: lambda boundary: [boundary.topic, *boundary.terms], Readiness: _none},
            _ALONE, "Topics that are erased are no longer kept out."),
    OwnKind(KeptGroup.CALLS, "request for a call", "requests for a call",
            {CallRequest: _none},
            "You and the coordinator.",
            until="Until you have talked, or the programme is closed."),
    OwnKind(KeptGroup.TYPING, "text that you were typing", "texts that you were typing",
            {KeptText: _text},
            _ALONE, until="Until what it becomes is kept, or you empty it."),
)
# fmt: on

OF_THE_PROGRAMME: tuple[type[Record], ...] = (Contribution, Pulse, SelfRating, CallRequest)
"""What a programme asked people for: it goes when its time to keep is over."""

_WORDS = {kind: words for own in OWN_KINDS for kind, words in own.words.items()}


def own_texts(record: Record) -> tuple[str, ...]:
    """The words of its author in a record, and nothing that was quoted or drafted."""
    return tuple(text for text in _WORDS.get(type(record), _none)(record) if text.strip())


def chosen_kinds(groups: Sequence[KeptGroup]) -> tuple[OwnKind, ...]:
    """The groups' kinds, each once, in the order in which they are shown."""
    return tuple(own for own in OWN_KINDS if own.group in groups)
