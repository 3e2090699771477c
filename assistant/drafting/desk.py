"""What lies on the table while one agenda is drafted: readable sentences, and what is used up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from zlib import crc32

from assistant.domain.briefing import Briefing
from assistant.domain.citing import cite
from assistant.domain.drafts import Citation
from assistant.domain.guidance import Bank
from assistant.domain.sessions import SessionState
from assistant.domain.sources import Hit, Source
from assistant.domain.wording import content_stems, touches, words
from assistant.drafting.choosing import FLOOR, Span, fit_to_quote, said_cleanly, score, spans
from assistant.drafting.reading import WITHHELD, Reader, Sentence, raw_speech

RECORD_LONGEST = 30
"""Words of a goal, rule or promise that is quoted whole."""
_OWN_WORDS = ("note", "reflection")
_HELD_BACK = frozenset({"guess", WITHHELD})
_FIRST_WORD = re.compile(r"(?:^|[.!?\n]\s*)([A-Z][a-z]+)\b")
_LARGE_WORD = re.compile(r"\b[A-Z][a-z]+\b")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
_CAPITAL = re.compile(r"(?<=[\w,'\u2019)]\s)[A-Z][a-z]+\b")


class Desk:
    """The briefing, read once, with boundaries already applied, silently.

    A span is used once in a document: ``cite`` remembers what it gave out.
    """

    def __init__(self, briefing: Briefing, hits: Sequence[Hit], bank: Bank) -> None:
        self.briefing = briefing
        self.bank = bank
        self.stopwords = bank.cues.stopwords
        self.frame = self._frame()
        self.last = self._last_session()
        names = {briefing.name("mentor"): "mentor", briefing.name("mentee"): "mentee"}
        self._reader = Reader(bank.cues, names, self._known_words())
        self.asked: set[str] = set()
        """Questions that this page asks already."""
        self._allowed: dict[str, bool] = {}
        self._stems: dict[str, frozenset[str]] = {}
        self._quotable: dict[tuple[str, int, int, bool], bool] = {}
        self._read: dict[str, list[Sentence]] = {}
        self._used: dict[str, list[tuple[int, int]]] = {}
        self.quoted: list[str] = []
        """What was given out, in its order."""
        self.sources = [source for source in briefing.sources if not source.is_guidance]
        self.hits = [hit for hit in hits if self.allowed(hit.passage.text)]
        everything = [
            sentence
            for source in self.sources
            if source.kind in _OWN_WORDS and source.voice in ("mentor", "mentee")
            for sentence in self._reader.sentences(source)
            if self.allowed(sentence.text)
        ]
        self.sentences = [s for s in everything if not s.tags & _HELD_BACK]
        self.held_back = [s for s in everything if s.tags & _HELD_BACK]
        """Guesses about the other, and what was not said for everybody: on no page."""

        self.spoken = frozenset(s.id for s in self.sources if raw_speech(s.text))
        """Sources that are speech as it fell: only whole sentences without a stumble are quoted."""
        self._outsiders = self._named_outsiders()
        self.newest = sorted(self.sentences, key=lambda s: -s.session)

    def _named_outsiders(self) -> frozenset[str]:
        """Names that stand in mid-sentence somewhere, and so are names at its beginning too."""
        texts = [s.text for s in self.sources if s.kind in _OWN_WORDS]
        named = {found.group() for text in texts for found in _CAPITAL.finditer(text)}
        for source in self.sources:
            if source.id in self.spoken:
                # Somebody is called by name at the beginning of what is said.
                named |= set(_FIRST_WORD.findall(source.text))
        named = {name for name in named if self._reader.is_outsider(name)}
        if not named:
            return frozenset()
        small = {word for text in texts for word in _SMALL_WORD.findall(text)}
        return frozenset(name for name in named if name.lower() not in small)

    def _frame(self) -> frozenset[str]:
        """Stems of what the pair openly works on: sharing one makes no two texts one subject."""
        briefing = self.briefing
        texts = [briefing.pairing.focus, *(f"{g.text} {g.success}" for g in briefing.goals)]
        texts += [objective.text for objective in briefing.programme.objectives]
        return frozenset().union(*(content_stems(text, self.stopwords) for text in texts))

    def _known_words(self) -> frozenset[str]:
        briefing = self.briefing
        places = [session.place for session in (*briefing.past_sessions, briefing.session)]
        texts = [
            *places,
            briefing.programme.name,
            briefing.programme.organisation,
            *briefing.programme.departments,
            briefing.mentor.job,
            briefing.mentee.job,
        ]
        known = frozenset().union(*(content_stems(text, self.stopwords) for text in texts))
        return known | self.frame | self.stopwords

    def _last_session(self) -> int:
        """Number of the session that this one builds on; 0 if there is none."""
        held = [s.number for s in self.briefing.past_sessions if s.state == SessionState.HELD]
        noted = [
            source.session
            for source in self.briefing.sources
            if source.kind == "note" and source.session is not None
        ]
        now = self.briefing.session.number
        return max((number for number in held or noted if number < now), default=0)

    def allowed(self, text: str) -> bool:
        """Whether a text keeps clear of both partners' boundaries."""
        if text not in self._allowed:
            self._allowed[text] = not touches(text, self.briefing.boundary_terms)
        return self._allowed[text]

    def stems(self, *texts: str) -> frozenset[str]:
        """Stems of the words that carry meaning in some texts."""
        return frozenset().union(*map(self._stems_of, texts))

    def _stems_of(self, text: str) -> frozenset[str]:
        if text not in self._stems:
            self._stems[text] = content_stems(text, self.stopwords)
        return self._stems[text]

    def read(self, source: Source) -> list[Sentence]:
        """The sentences of any source, boundaries applied, without their cues."""
        return [s for s in self._plain(source) if self.allowed(s.text)]

    def sentences_of(self, source: Source) -> list[Sentence]:
        """The sentences of a text that is no part of the briefing, with their cues."""
        return self._reader.sentences(source)

    def tags(self, text: str) -> frozenset[str]:
        """All cues of a text that is read as one sentence."""
        return self._reader.tags(text)

    def _plain(self, source: Source) -> list[Sentence]:
        if source.id not in self._read:
            self._read[source.id] = self._reader.sentences(source, tagged=False)
        return self._read[source.id]

    def best(
        self,
        among: Iterable[Sentence] | None = None,
        *,
        wanted: Collection[str] = (),
        vocabulary: Collection[str] = (),
        where: Callable[[Sentence], bool] = lambda _: True,
        floor: float = FLOOR,
    ) -> Span | None:
        """The run most worth quoting, or None if none is worth it. Ties: later, then earlier on."""
        chosen: tuple[float, int, int] | None = None
        found: Span | None = None
        for sentence in self.sentences if among is None else among:
            if not where(sentence):
                continue
            for span in spans(sentence):
                if not self.free(span) or not self.quotable(span):
                    continue
                worth = score(
                    span,
                    wanted=wanted,
                    vocabulary=vocabulary,
                    newest=self.last,
                    stopwords=self.stopwords,
                )
                rank = (worth, sentence.session, -sentence.order)
                if worth >= floor and (chosen is None or rank > chosen):
                    chosen, found = rank, span
        return found

    def quotable(self, span: Span) -> bool:
        """Whether a run may be printed: also that it names no outsider itself."""
        key = (span.sentence.source.id, span.start, span.end, span.whole)
        if key not in self._quotable:
            self._quotable[key] = (
                not self.names_outsider(span.text)
                and fit_to_quote(span, self.bank.cues)
                and (span.sentence.source.id not in self.spoken or said_cleanly(span))
            )
        return self._quotable[key]

    def guesses(self, text: str) -> bool:
        """Whether a text guesses how somebody else felt."""
        return "guess" in self._reader.tags(text)

    def printable(self, text: str) -> bool:
        """Whether a longer text may be quoted whole: no boundary, outsider or guess in it."""
        tags = self._reader.tags(text)
        barred = tags & {"guess", "swear", "outsider"}
        return self.allowed(text) and not barred and not self.names_outsider(text)

    def names_outsider(self, text: str) -> bool:
        """Whether a text may name somebody outside the pair."""
        if any(self._reader.is_outsider(found.group()) for found in _CAPITAL.finditer(text)):
            return True
        return bool(self._outsiders) and not self._outsiders.isdisjoint(_LARGE_WORD.findall(text))

    def free(self, span: Span) -> bool:
        """Whether no part of the run was given out already."""
        return self.free_at(span.sentence.source.id, span.start, span.end)

    def free_at(self, source: str, start: int, end: int) -> bool:
        """Whether no part of these characters was given out already."""
        taken = self._used.get(source, ())
        return all(end <= other_start or start >= other_end for other_start, other_end in taken)

    def drawn_on(self, source: str) -> bool:
        """Whether the page quotes this source already."""
        return bool(self._used.get(source))

    def cite(self, span: Span, lead_in: str = "") -> Citation:
        """The run as a citation; it is used up then."""
        return self.cite_part(span.sentence.source, span.start, span.end, lead_in)

    def cite_part(
        self, source: Source, start: int, end: int, lead_in: str = "", *, keep: bool = False
    ) -> Citation:
        """Characters of a source as a citation. ``keep`` leaves them free to be used again."""
        if not keep:
            self._used.setdefault(source.id, []).append((start, end))
            self.quoted.append(source.text[start:end])
        return cite(source, start, end, lead_in=lead_in)

    def cite_text(
        self, source_id: str, text: str, lead_in: str = "", *, keep: bool = False
    ) -> Citation | None:
        """A part of a record's text, cut to a quotation if it is long; None if it cannot be."""
        source = self.briefing.source(source_id)
        at = source.text.find(text) if source and text.strip() else -1
        if source is None or at < 0 or not self.allowed(text):
            return None
        end = at + len(text.rstrip())
        if len(words(text)) <= RECORD_LONGEST and (keep or self.free_at(source.id, at, end)):
            return self.cite_part(source, at, end, lead_in, keep=keep)
        inside = [s for s in self._plain(source) if at <= s.start and s.end <= end]
        runs = [span for sentence in inside for span in spans(sentence)]
        runs = [run for run in runs if keep or self.free(run)]
        if not runs:
            return None
        best = max(runs, key=lambda run: (run.whole, len(run.words)))
        return self.cite_part(source, best.start, best.end, lead_in, keep=keep)

    def variant(self, trigger: str, count: int) -> int:
        """Which of several wordings this pairing hears for a trigger in this session."""
        seed = f"{self.briefing.pairing.id}:{self.briefing.session.number}:{trigger}"
        return crc32(seed.encode("utf-8", "replace")) % count if count else 0

    def other(self, voice: str) -> str:
        """The partner's voice."""
        return "mentee" if voice == "mentor" else "mentor"

    def name(self, voice: str) -> str:
        """First name of a voice; of both, if it is neither."""
        if voice in ("mentor", "mentee"):
            return self.briefing.name(voice)
        return f"{self.briefing.name('mentor')} and {self.briefing.name('mentee')}"
