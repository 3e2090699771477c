"""The citation gate for the conversation: what an answer may keep of what a model said. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.domain.citing import cite
from assistant.domain.days import day_words
from assistant.domain.drafts import Citation, Finding
from assistant.domain.language import Language
from assistant.domain.sources import Passage, Source
from assistant.domain.wording import content_stems, touches
from assistant.grounding.behaviour import names_character
from assistant.grounding.checks import finding
from assistant.grounding.claims import unsupported_dates, unsupported_names, unsupported_numbers
from assistant.grounding.copying import copied_from
from assistant.grounding.quotes import cut_from_negation, locate, stops_behind
from assistant.grounding.speakers import quotations, without_quotations
from assistant.grounding.stereotypes import speaks_of_types
from assistant.grounding.tone import claims_proof, names_address, names_feeling

NOT_THERE = "That is not in your notes or the guidance."
"""What an answer says when nothing of it could stand."""
_FLAG = " (not in your notes)"
_PROMISE = re.compile(r"\b(?:promis|commit)\w*", re.IGNORECASE)
_MARK = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_MARKS_FIRST = re.compile(rf"(?:{_MARK.pattern})+")
_SENTENCE = re.compile(r"(?<=[.!?])(?=\s)|(?<=[.!?][\"'\u2019\u201d)\]])(?=\s)|(?<=\n)")
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d+[.)])\s+")
_SPAN = re.compile(r"[^.!?\n]+[.!?]*")
_QUOTE_WORDS = 3
_MARKS_OF_QUOTING = re.compile("[\"\u201c\u201d\u2018]|(?:^|\\s)'|['\u2019]\\s*[.!?]?\\s*$")
_SAYS_SOMETHING, _IN_COMMON = 4, 0.34
"""Words that carry meaning from which on a sentence states something, and the part of them that an
answer from notes and guidance takes from there."""


def check_answer(
    text: str,
    evidence: Sequence[Passage],
    *,
    people: Collection[str] = (),
    question: str = "",
    boundary_terms: Collection[str] = (),
    language: Language,
) -> tuple[str, list[Citation], list[Finding]]:
    """The answer with only what holds: its text, what ``[n]`` in it points to (the nth citation),
    and the findings.

    A sentence with an invented, turned or misattributed quotation, a feeling that nobody wrote, a
    type or a claim of proof is left out. A mark that points nowhere, or to a passage that has
    nothing to do with its sentence, is removed. What only repeats a passage becomes a quotation of
    it; what sends its reader to a web page or a mailbox goes. Numbers, dates and names from nowhere
    stay, flagged "(not in your notes)", and so does a statement that has next to nothing to do with
    what was supplied. ``question`` counts as known: its names may be repeated.
    """
    gate = _Gate(evidence, people, question, boundary_terms, language)
    kept = [gate.judge(sentence) for sentence in _sentences(text)]
    said = re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()
    if not re.search(r"\w", _MARK.sub("", said)):
        return NOT_THERE, [], gate.findings
    return said, gate.citations, gate.findings


class _Gate:
    def __init__(
        self,
        evidence: Sequence[Passage],
        people: Collection[str],
        question: str,
        boundary_terms: Collection[str],
        language: Language,
    ) -> None:
        self._evidence = evidence
        self._people = people
        self._boundary_terms = boundary_terms
        self._language = language
        labels = (f"{p.source.title} {p.source.author_name} {p.source.date}" for p in evidence)
        dated = (day_words(p.source.at, year=True) for p in evidence if p.source.at)
        self._known = "\n".join((question, *(p.text for p in evidence), *labels, *dated, *people))
        self.citations: list[Citation] = []
        self.findings: list[Finding] = []

    def judge(self, sentence: str) -> str:
        """The sentence as it may stand, "" if it may not."""
        if not sentence.strip():
            return sentence
        if touches(sentence, self._boundary_terms):
            return "\n" if sentence.endswith("\n") else ""
        numbers = [int(n) for mark in _MARK.findall(sentence) for n in re.findall(r"\d+", mark)]
        bare = _MARK.sub("", sentence)
        fault, quoted = self._quotations(bare)
        fault = fault or self._tone(bare, numbers)
        if fault:
            self.findings.append(finding(fault))
            return "\n" if sentence.endswith("\n") else ""
        if copied := copied_from(without_quotations(bare), self._evidence):
            if repeated := self._as_quotation(bare, copied):
                return repeated
            self.findings.append(finding("copied"))
            return "\n" if sentence.endswith("\n") else ""
        marked = _MARK.sub(lambda mark: self._remark(mark.group(1), bare, quoted), sentence)
        # A quotation that was found gets its mark even where the model left it out.
        shown = {self.citations[index].source for index in _indices(marked)}
        loose = [citation for citation in quoted if citation.source not in shown]
        for citation in loose:
            marked = _before_stop(marked, f" [{self._number(citation)}]")
        return self._flagged(marked, bare)

    def _quotations(self, bare: str) -> tuple[str, list[Citation]]:
        found: list[Citation] = []
        for quoted in quotations(bare, self._people):
            places = [
                (passage, span)
                for passage in self._evidence
                if (span := locate(quoted.words, passage.text)) is not None
            ]
            if not places:
                if self._is_known(quoted.words) or len(quoted.words.split()) < _QUOTE_WORDS:
                    # A word or two in marks is a way of speaking, not a quotation of anybody.
                    continue
                return "quote-not-found", []
            rightly = [
                (passage, span)
                for passage, span in places
                if not quoted.speaker or _told_by(quoted.speaker, passage.source, bare)
            ]
            if not rightly:
                return "wrong-voice", []
            passage, span = rightly[0]
            start, end = passage.start + span[0], passage.start + span[1]
            if cut_from_negation(passage.source.text, start):
                return "quote-cut-short", []
            found.append(cite(passage.source, start, end))
        return "", found

    def _as_quotation(self, bare: str, passage: Passage) -> str:
        """A sentence that only repeats a passage, as the quotation that it is; "" where it is part
        of another quotation, or not all of it stands there."""
        bullet = _BULLET.match(bare)
        lead = bullet.group() if bullet else bare[: len(bare) - len(bare.lstrip())]
        span = locate(bare[len(lead) :], passage.text)
        if span is None or _MARKS_OF_QUOTING.search(bare):
            return ""
        start, end = passage.start + span[0], passage.start + span[1]
        if cut_from_negation(passage.source.text, start):
            return ""
        end += stops_behind(bare, passage.source.text[end : end + 2])
        citation = cite(passage.source, start, end)
        tail = bare[len(bare.rstrip()) :]
        return f"{lead}\u201c{citation.quote}\u201d [{self._number(citation)}]{tail}"

    def _is_known(self, words: str) -> bool:
        """Whether the words stand in a row, as whole words, in what was asked or supplied."""
        wanted = rf"(?<!\w){re.escape(words.casefold())}(?!\w)"
        return re.search(wanted, self._known.casefold()) is not None

    def _tone(self, bare: str, numbers: Sequence[int]) -> str:
        ours = without_quotations(bare)
        if names_address(ours):
            return "nonsense"
        tested = any(
            self._evidence[n - 1].source.strength in ("trial", "validation")
            for n in numbers
            if 1 <= n <= len(self._evidence)
        )
        if claims_proof(ours, tested=tested):
            return "proof-claimed"
        if speaks_of_types(ours, self._language):
            return "stereotype"
        about_somebody = re.search(r"\b(?:he|she|they|him|her)\b", ours, re.IGNORECASE) or any(
            re.search(rf"\b{re.escape(name)}\b", ours) for name in self._people
        )
        if about_somebody and names_feeling(ours, self._language.affect):
            return "emotion-without-owner"
        if names_character(ours, self._language):
            return "character"
        return ""

    def _remark(self, numbers: str, sentence: str, quoted: Sequence[Citation]) -> str:
        """The marks of this answer for the passage numbers that the model wrote."""
        by_quote = {citation.source: citation for citation in quoted}
        own_words = without_quotations(sentence)
        marks = []
        for n in (int(found) for found in re.findall(r"\d+", numbers)):
            if not 1 <= n <= len(self._evidence):
                self.findings.append(finding("unknown-source"))
                continue
            passage = self._evidence[n - 1]
            citation = by_quote.get(passage.source.id) or _nearest(passage, own_words)
            if citation is None:
                self.findings.append(finding("beside-it"))
                continue
            marks.append(self._number(citation))
        return "".join(f" [{mark}]" for mark in dict.fromkeys(marks))

    def _number(self, citation: Citation) -> int:
        for position, earlier in enumerate(self.citations, start=1):
            if (earlier.source, earlier.quote) == (citation.source, citation.quote):
                return position
        self.citations.append(citation)
        return len(self.citations)

    def _flagged(self, marked: str, bare: str) -> str:
        ours = _BULLET.sub("", without_quotations(bare))
        checks = (
            ("number-without-evidence", unsupported_numbers(ours, self._known)),
            ("date-without-evidence", unsupported_dates(ours, self._known)),
            ("name-without-evidence", unsupported_names(ours, self._known, self._people)),
            ("fact-without-source", not _MARK.search(marked) and self._from_nowhere(ours)),
        )
        failed = [check for check, wrong in checks if wrong]
        if not failed:
            return marked
        self.findings.extend(finding(check) for check in failed)
        return _before_stop(marked, _FLAG)

    def _from_nowhere(self, ours: str) -> bool:
        """Whether a statement has next to nothing to do with what was asked and supplied."""
        own = content_stems(ours)
        known = content_stems(self._known)
        return (
            not ours.rstrip().endswith("?")
            and len(own) >= _SAYS_SOMETHING
            and len(own & known) < _IN_COMMON * len(own)
        )


def _told_by(speaker: str, source: Source, sentence: str) -> bool:
    """Whether words may be given to somebody: a promise to its owner, whoever put it on record;
    what is said or written to its writer."""
    if source.kind == "commitment" and _PROMISE.search(without_quotations(sentence)):
        return source.title.startswith(f"{speaker}'s ")
    return speaker == source.author_name


def _sentences(text: str) -> list[str]:
    """The text in pieces that add up to it. A stop inside a quotation, or before a small letter,
    ends nothing; marks after a stop belong to the sentence before it."""
    pieces: list[str] = []
    for found in _SENTENCE.split(text):
        marks = _MARKS_FIRST.match(found)
        piece = found
        if marks and pieces and not pieces[-1].endswith("\n"):
            pieces[-1] += marks.group()
            piece = found[marks.end() :]
        earlier = pieces[-1] if pieces else ""
        open_quote = earlier.count("\u201c") > earlier.count("\u201d") or earlier.count('"') % 2
        goes_on = open_quote or piece.lstrip()[:1].islower()
        # A quotation may run over a line's end; a mark that nothing closes may not.
        runs_over = open_quote and re.match(r"[^\n\u201c]*[\u201d\"]", piece)
        if earlier and goes_on and (runs_over or not earlier.endswith("\n")):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _indices(marked: str) -> list[int]:
    return [int(n) - 1 for mark in _MARK.findall(marked) for n in re.findall(r"\d+", mark)]


def _before_stop(sentence: str, addition: str) -> str:
    """The sentence with something put before its full stop, or after a quotation that ends it."""
    match = re.search(r"(?:(?<=[.!?][\"'\u201d\u2019)])|[.!?]*)\s*$", sentence)
    at = match.start() if match else len(sentence)
    return f"{sentence[:at]}{addition}{sentence[at:]}"


def _nearest(passage: Passage, sentence: str) -> Citation | None:
    """The sentence of the passage that says most of what the answer's sentence says."""
    wanted = content_stems(sentence)
    best, span = 0, (0, 0)
    for match in _SPAN.finditer(passage.text):
        shared = len(wanted & content_stems(match.group()))
        if shared > best:
            text = match.group()
            start = match.start() + len(text) - len(text.lstrip())
            best, span = shared, (start, match.end())
    if best < min(2, len(wanted)) or not best:
        return None
    return cite(passage.source, passage.start + span[0], passage.start + span[1])
