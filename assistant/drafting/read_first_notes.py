"""What two people have written on their topic, for a read-first page, and a question that grows
from it. In their own words, from what both may read."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from assistant.domain.brief_cues import BriefCues
from assistant.domain.citing import covers
from assistant.domain.documents import Line, Page
from assistant.domain.drafts import Citation
from assistant.domain.sources import Passage
from assistant.drafting.candidates import EVERYDAY, Candidate, goal_name, open_goals
from assistant.drafting.choosing import Span, score, spans
from assistant.drafting.common_ground import large
from assistant.drafting.desk import Desk
from assistant.drafting.open_passages import open_passages
from assistant.drafting.reading import REPORTED
from assistant.drafting.triggers import all_candidates

_MOST_EACH = 2
_FLOOR = 3.5
_LEAST_WORDS = 7
_SAME = 3
"""Words of weight that two quotes share if the second says nothing new."""
_LATER = 0.4
"""What it adds that a session came later."""
_NOT_OF_THE_TOPIC = frozenset({"promise", "swear", "parked", "difference", "doubt", REPORTED})
OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they|him|her|them|told (?:him|her))\b", re.IGNORECASE)
"""What begins with the other one tells of them, and is theirs to tell."""
_GROWS = ("purpose", "difference", "broke-off", "parked", "wish-of-mentor", "one-sided")
"""What a question to the mentor grows from best: what is open and in the mentor's words."""
_MORE_PASSAGES = 4
_Reader = Literal["mentor", "mentee"]


class TopicNotes:
    """The shared words of a pair, held against its topic."""

    def __init__(self, desk: Desk, titles: Collection[str], reader: _Reader) -> None:
        self._desk = desk
        self._reader = reader
        names = desk.stems(desk.name("mentor"), desk.name("mentee"))
        briefing = desk.briefing
        self._focus = desk.stems(briefing.pairing.focus, *titles) - names
        goals = [f"{goal.text} {goal.success}" for goal in briefing.goals]
        self._goals = desk.stems(*goals) - names - EVERYDAY - self._focus
        found = [c for c in all_candidates(desk) if c.spans and not c.lived and not c.manner]
        self._candidates = found
        wished = [c.topic for c in found if c.trigger in ("wish", "wish-of-mentor", "parked")]
        self._wished = desk.stems(*wished[:2]) - names - EVERYDAY

    @property
    def about(self) -> frozenset[str]:
        """Stems of what the pair works on, and of what they want to look at next."""
        return (self._focus | self._goals | self._wished) - EVERYDAY

    def question(self, cues: BriefCues) -> Line | None:
        """The mentee's own open question, else one that grows from the mentor's words; None where
        neither has written on the topic."""
        return self._own_question() or self._grown(cues)

    def lines(self) -> list[Line]:
        """Up to two quotes from each of them on the topic, in the order of the sessions."""
        chosen: list[Span] = []
        for voice in ("mentor", "mentee"):
            mine: list[Span] = []
            while len(mine) < _MOST_EACH and (span := self._best(voice, chosen)) is not None:
                mine.append(span)
                chosen.append(span)
                if self._spoken(span):
                    break
        ordered = sorted(chosen, key=lambda s: (s.sentence.session, s.sentence.voice != "mentor"))
        return [self._told(span) for span in ordered]

    def _best(self, voice: str, chosen: list[Span]) -> Span | None:
        """The run that tells most of the topic: what somebody saw or did before what they left
        over."""
        known = [self._stems(span) for span in chosen]
        best: tuple[float, Span] | None = None
        for sentence in self._desk.sentences:
            if sentence.voice != voice or sentence.tags & _NOT_OF_THE_TOPIC:
                continue
            if not self._of_the_topic(sentence.stems) or OF_THE_OTHER.search(sentence.text):
                continue
            for span in spans(sentence):
                stems = self._stems(span)
                fits = self._of_the_topic(stems) and self._desk.free(span)
                if not fits or any(len(stems & old) >= _SAME for old in known):
                    continue
                if any(span.sentence is old.sentence for old in chosen) or not self._tells(span):
                    continue
                worth = score(span, wanted=("learnt",), vocabulary=self.about)
                worth += len(stems & self._focus - EVERYDAY) + _LATER * sentence.session
                if worth < _FLOOR or (best is not None and worth <= best[0]):
                    continue
                if self._desk.quotable(span):
                    best = worth, span
        return best[1] if best else None

    def _tells(self, span: Span) -> bool:
        """Whether a run is more than a heading, and no piece of speech that stops half way."""
        offered = self._desk.bank.cues.patterns.get("offered")
        if len(span.words) < _LEAST_WORDS or (offered and offered.search(span.text)):
            return False
        return not self._spoken(span) or span.text.rstrip().endswith((".", "!"))

    def _stems(self, span: Span) -> frozenset[str]:
        return self._desk.stems(span.text)

    def _of_the_topic(self, stems: frozenset[str]) -> bool:
        """Whether words share what the pair works on: an everyday one alone is no sign of it."""
        focus = stems & self._focus
        if focus - EVERYDAY:
            return True
        return len(focus | (stems & (self._goals | self._wished))) > 1

    def _told(self, span: Span) -> Line:
        return Line(
            id=f"notes-{span.sentence.source.id}-{span.start}",
            citations=(self._cited(span),),
            who="mentor" if span.sentence.voice == "mentor" else "mentee",
        )

    def _cited(self, span: Span) -> Citation:
        return self._desk.cite(span, self._lead(span.sentence.voice))

    def _lead(self, voice: str) -> str:
        return "You:" if voice == self._reader else f"{self._desk.name(voice)}:"

    def _own_question(self) -> Line | None:
        desk = self._desk
        mine = [
            q for q in desk.briefing.questions
            if q.author == desk.briefing.pairing.mentee and q.text.rstrip().endswith("?")
            and not q.answered and desk.allowed(q.text)
        ]  # fmt: skip
        for question in sorted(mine, key=lambda q: -len(desk.stems(q.text) & self.about)):
            cited = desk.cite_text(question.id, question.text.strip())
            if cited is not None and cited.quote == question.text.strip():
                said = cited.model_copy(update={"lead_in": "Your own, from the box:"})
                if self._reader != "mentee":
                    said = cited.model_copy(update={"lead_in": f"{desk.name('mentee')} asks:"})
                return Line(id="question", kind="question", citations=(said,))
        return None

    def _grown(self, cues: BriefCues) -> Line | None:
        for trigger in _GROWS:
            for candidate in self._candidates:
                span = self._mentors(candidate) if candidate.trigger == trigger else None
                if span is not None:
                    return self._asked(span, cues, trigger)
        span = self._best("mentor", [])
        if span is not None and not self._spoken(span):
            return self._asked(span, cues, "note")
        return self._from_a_goal(cues)

    def _from_a_goal(self, cues: BriefCues) -> Line | None:
        goals = sorted(open_goals(self._desk), key=lambda goal: goal.whose == "mentor")
        for goal in goals:
            cited = self._desk.cite_text(goal.id, goal.text, f"{large(goal_name(goal))}:")
            text = self._form(cues, "goal")
            if cited is not None and text:
                return Line(id="question", kind="question", text=text, citations=(cited,))
        return None

    def _spoken(self, span: Span) -> bool:
        """Whether a run is speech as it fell: out of its talk it asks for nothing."""
        return span.sentence.source.id in self._desk.spoken

    def _mentors(self, candidate: Candidate) -> Span | None:
        told = [span for span, _ in candidate.spans if span.sentence.voice == "mentor"]
        free = (span for span in told if self._desk.free(span) and not self._spoken(span))
        return next(free, None)

    def _asked(self, span: Span, cues: BriefCues, trigger: str) -> Line | None:
        text = self._form(cues, trigger)
        if not text:
            return None
        lead = f"{self._desk.name('mentor')} wrote:" if self._reader == "mentee" else "You wrote:"
        cited = self._desk.cite(span, lead)
        return Line(id="question", kind="question", text=text, citations=(cited,))

    def _form(self, cues: BriefCues, trigger: str) -> str:
        forms = [form for form in cues.to_bring.get(trigger, ()) if self._desk.allowed(form)]
        return forms[self._desk.variant(f"bring-{trigger}", len(forms))] if forms else ""


def on_the_topic(desk: Desk, page: Page) -> list[Passage]:
    """The pair's words that a model may be shown: what the page quotes, and some more that share
    the most with it."""
    cited = {citation.source for citation in page.citations}
    about = desk.frame | desk.stems(*(citation.quote for citation in page.citations))
    pieces = open_passages(desk, None, page)
    own = [p for p in pieces if any(covers(p, c) for c in page.citations)]
    more = [p for p in pieces if p not in own and p.source.id not in cited]
    more.sort(key=lambda p: -len((desk.stems(p.text) & about) - EVERYDAY))
    return [*own, *more[:_MORE_PASSAGES]]
