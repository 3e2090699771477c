"""What a reflection question can grow from: runs of words, each with the sort of ground it is.

A sort says what a line is about by its surface (held_back, wish) or whose it is (partner_note,
feedback_more). It decides which question may stand beside the words, never what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.domain.guidance import Bank
from assistant.domain.reflecting import LookBack
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.domain.sessions import CommitmentState
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import LONGEST, Span, fit_to_quote, spans
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence
from assistant.drafting.released import MORE_OF_IT, part_span
from assistant.drafting.settled import settled_by
from assistant.drafting.signs import HEAVY, TURNS, Signs
from assistant.drafting.triggers import differences
from assistant.drafting.voices import told_by_both

_MESSAGE = 2.0
"""What a message that moved a session is worth less than a line about one that was held."""
_RECORD = 5.0
"""Worth of a goal, a promise or a question: said on purpose, but not of this hour."""
_HALF = 1.0
"""What the partner's half of one thing adds, and again where this person's half was just quoted."""
_NEIGHBOURS = 2
_ADDS = frozenset({"difference", "doubt", "wish", "parked", "learnt", "feeling"})
_ABOUT_ANOTHER = re.compile(r"^\W*(?:s?he|they)\b", re.IGNORECASE)
_OF_MYSELF = re.compile(r"\b(?:I|my)\b")
_OPEN_SORTS = frozenset({"left_undone", "doubt", "parked", "wish", "put_off"})
"""Sorts of ground that a kept promise settles."""
_FEELS = frozenset({"feel", "felt"})
_NUMBERED = re.compile(r"\bsession (\d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seed:
    """A run of words to grow a question from."""

    sort: str
    span: Span
    lead_in: str
    worth: float = 0.0
    sharper: Span | None = None
    """Of feedback: the words that ask for something, for the step that looks ahead."""

    @property
    def stems(self) -> frozenset[str]:
        """Stems of the sentence it stands in."""
        return self.span.sentence.stems


class Ground:
    """Everything that one person's reflection may grow from, boundaries applied, silently."""

    def __init__(self, look: LookBack, bank: Bank) -> None:
        self.look = look
        self.bank = bank
        self.words = bank.reflecting
        self.desk = Desk(look.briefing, [], bank)
        self._signs = Signs(look, bank, self.desk.last)
        own = [s for s in self.desk.sentences if s.voice == look.voice]
        notes = [s for s in own if s.source.kind == "note"]
        here = [s for s in notes if s.session == look.session.number]
        if look.when == "before":
            here = [s for s in notes if s.session in (self.desk.last, look.session.number)]
        shared = [s for s in here if s.source.visibility is not Visibility.PRIVATE]
        self.here = shared or here
        """Own lines of the hour: those that the partner reads too, else those kept to oneself."""
        kept = {id(s) for s in self.here}
        self._signs.follow(self.here)
        self.private = [
            s for s in own if s.source.visibility is Visibility.PRIVATE and id(s) not in kept
        ]
        """Own lines that nobody else reads: taken up where an answer goes there by itself."""
        number = look.session.number
        self.earlier = [
            s
            for s in own
            if s.source.visibility is not Visibility.PRIVATE
            and id(s) not in kept
            and s.session <= number
        ]
        self.heavy = self._is_heavy()
        self._signs.heavy = self.heavy
        self.gaps = [s for s in self.desk.sentences if s.session in look.gap]

    def _is_heavy(self) -> bool:
        """Whether the load may be heavy: two low ratings, or one and this person's own words.

        Never said of anybody; it only makes questions smaller and shows whom to turn to.
        """
        low = sum(value <= HEAVY for value in self.look.energy)
        number = self.look.session.number
        own = [*self.here, *(s for s in self.private if s.session == number)]
        pattern = self.words.patterns["load"]
        return low >= 2 or (low == 1 and any(pattern.search(s.text) for s in own))

    # --- seeds ---------------------------------------------------------------------------

    def seeds(self) -> list[Seed]:
        """Everything that a question may grow from before anything is answered."""
        found = [seed for s in self.here for seed in self._from(s, self._lead_in(s))]
        found += self._gap_messages()
        found += self._feedback()
        found += self._records()
        if self.look.when == "before":
            found += self._own_last_words()
        return found

    def _from(self, sentence: Sentence, lead_in: str) -> Iterator[Seed]:
        """The runs of an own sentence, one seed for each sort that a run is of."""
        for span in spans(sentence):
            if not fit_to_quote(span, self.bank.cues):
                continue
            worth = self._signs.worth(span)
            settled = settled_by(self.desk, sentence) is not None
            for sort in self._signs.sorts(span):
                if settled and sort in _OPEN_SORTS:
                    continue
                yield Seed(sort, span, lead_in, worth + self._signs.own_worth(sort, span))

    def _gap_messages(self) -> Iterator[Seed]:
        for sentence in self.gaps:
            own = sentence.voice == self.look.voice
            for span in spans(sentence):
                if fit_to_quote(span, self.bank.cues):
                    lead_in = self.say("message" if own else "partner_message")
                    worth = self._signs.worth(span) - _MESSAGE
                    yield Seed("gap" if own else "partner_gap", span, lead_in, worth)

    def _feedback(self) -> Iterator[Seed]:
        for feedback in self.look.briefing.feedback:
            if self.look.briefing.pairing.voice_of(feedback.author) == self.look.voice:
                continue
            for line in feedback.lines:
                whole = f"{line.situation} {line.behaviour} {line.impact} {line.intent}"
                if line.released and self.desk.allowed(whole):
                    yield from self._line(feedback, line)

    def _line(self, feedback: Feedback, line: FeedbackLine) -> Iterator[Seed]:
        seen = part_span(self.desk, feedback, line, line.behaviour)
        asked = part_span(self.desk, feedback, line, line.intent or line.impact)
        span = seen or asked
        if span is None:
            return
        about = _NUMBERED.search(line.situation)
        number = int(about[1]) if about else feedback.round
        age = abs(self.look.session.number - number)
        more = bool(MORE_OF_IT.search(line.intent))
        lead_in = self.say("feedback", number=str(feedback.round))
        sort = "feedback_more" if more else "feedback_change"
        yield Seed(sort, span, lead_in, self._signs.worth(span) + 1.0 - 1.5 * age, asked)

    def _records(self) -> Iterator[Seed]:
        briefing = self.look.briefing
        for goal in briefing.goals:
            own = goal.whose in (self.look.voice, "both")
            lead_in = self.say("goal" if own else "goal_shared")
            sort = "goal" if own else "goal_shared"
            yield from self._record(sort, goal.id, goal.text, lead_in, 0.0)
        for commitment in briefing.commitments:
            open_one = commitment.state is CommitmentState.OPEN
            missed = commitment.state is CommitmentState.MISSED
            if commitment.owner == self.look.voice and (open_one or missed):
                sort = "commitment" if open_one else "commitment_missed"
                lead_in = self.say("commitment")
                yield from self._record(sort, commitment.id, commitment.text, lead_in, 0.5)
        if self.look.when == "before":
            for question in briefing.questions:
                if question.author == self._me:
                    lead_in = self.say("question")
                    yield from self._record("question", question.id, question.text, lead_in, 0.0)

    @property
    def _me(self) -> str:
        return self.look.briefing.pairing.person(self.look.voice)

    def _record(
        self, sort: str, source_id: str, text: str, lead_in: str, more: float
    ) -> Iterator[Seed]:
        source = self.look.briefing.source(source_id)
        at = source.text.find(text) if source and text.strip() else -1
        if source is None or at < 0 or not self.desk.allowed(text):
            return
        inside = [s for s in self.desk.read(source) if at <= s.start and s.end <= at + len(text)]
        for sentence in inside:
            long = len(words(sentence.text)) > LONGEST + 4
            runs = [r for r in spans(sentence) if not long or r.words] if long else []
            whole = Span(sentence, sentence.start, sentence.end, True)
            span = max(runs, key=lambda run: len(run.words)) if runs else whole
            yield Seed(sort, span, lead_in, _RECORD + more)

    def _own_last_words(self) -> Iterator[Seed]:
        """What this person told themselves to do, at the end of their last look back."""
        for reflection in self.look.reflections[-1:]:
            answer = reflection.answers[-1] if reflection.answers else None
            if answer is None or self.look.session.id == reflection.session:
                continue
            if self.words.patterns["load"].search(answer.text):
                # Nobody is met at the door with how much it weighed.
                continue
            part = "" if answer.visibility is Visibility.PAIR else f"#{answer.visibility.value}"
            source = self.look.briefing.source(f"{reflection.id}{part}")
            if source is None:
                continue
            at = source.text.find(answer.text.strip())
            lead_in = self.say("reflection", number=str(source.session or ""))
            for sentence in self.desk.read(source):
                if at <= sentence.start < at + len(answer.text):
                    for span in spans(sentence):
                        if fit_to_quote(span, self.bank.cues):
                            yield Seed("self_ask", span, lead_in, self._signs.worth(span) + 1.0)

    # --- what shares something with some words -------------------------------------------

    def exceptions(self, moment: Iterable[str]) -> Iterator[Seed]:
        """Own shared lines that tell of something learnt, of another moment than this one."""
        same = set(moment) - EVERYDAY - self.desk.frame
        for sentence in (*self.here, *self.earlier):
            own = _OF_MYSELF.search(sentence.text) and not _ABOUT_ANOTHER.search(sentence.text)
            if own and "learnt" in sentence.tags and len(sentence.stems & same) < 2:
                yield from self._akin("learnt", sentence, self._lead_in(sentence), 0)

    def partner_notes(self, stems: Iterable[str]) -> Iterator[Seed]:
        """The partner's shared lines of the same hour that are about the same thing."""
        about = set(stems) - EVERYDAY
        for sentence in self.desk.sentences:
            same = sentence.session == self.look.session.number and sentence.source.kind == "note"
            if same and sentence.voice not in ("", self.look.voice):
                shared = len(about & sentence.stems)
                if shared >= 2:
                    yield from self._akin("partner_note", sentence, self.say("partner"), shared)

    def other_halves(self, quoted: Iterable[str]) -> Iterator[Seed]:
        """What the partner wrote of the same thing as this person, in a difference or told alike:
        most of all where this person's own half, or a line beside it, stands on the page."""
        told = [[span for span, _ in found.spans] for found in differences(self.desk)]
        alike = (pair.both for pair in told_by_both(self.desk, self._this_session))
        # What merely tells it once more adds nothing to look at.
        told += [list(both) for both in alike if any(_ADDS & s.sentence.tags for s in both)]
        on_the_page = tuple(quoted)
        for spans_of in told:
            mine = next((s for s in spans_of if s.sentence.voice == self.look.voice), None)
            theirs = next((s for s in spans_of if s.sentence.voice != self.look.voice), None)
            if mine is None or theirs is None:
                continue
            shared = theirs.sentence.source.visibility is not Visibility.PRIVATE
            if shared and theirs.sentence.session == self.look.session.number:
                near = self._stands_near(mine.sentence, on_the_page)
                worth = self._signs.worth(theirs) + _HALF + (4 * _HALF if near else 0.0)
                yield Seed("partner_note", theirs, self.say("partner"), worth)

    @property
    def _this_session(self) -> range:
        return range(self.look.session.number, self.look.session.number + 1)

    def _stands_near(self, sentence: Sentence, quoted: Iterable[str]) -> bool:
        text = sentence.source.text
        near = [
            s.text
            for s in self.here
            if s.source.id == sentence.source.id and abs(s.order - sentence.order) <= _NEIGHBOURS
        ]
        return any(quote in text and any(quote in line for line in near) for quote in quoted)

    def earlier_lines(self, stems: Iterable[str], text: str = "") -> Iterator[Seed]:
        """Own lines of earlier hours that share two words of weight, or whose session ``text``
        names."""
        about = set(stems) - EVERYDAY - self.desk.frame - _FEELS
        named = {int(number) for number in _NUMBERED.findall(text)}
        for sentence in self.earlier:
            shared = len(about & sentence.stems) + 2 * (sentence.session in named)
            if sentence.session < self.look.session.number and shared >= 2:
                for seed in self._akin("earlier", sentence, self._lead_in(sentence), shared):
                    turned = TURNS.intersection(self._signs.sorts(seed.span))
                    yield replace(seed, worth=seed.worth + (2.0 if turned else 0.0))

    def private_lines(self, stems: Iterable[str]) -> Iterator[Seed]:
        """Own lines kept to oneself that share a word of weight."""
        about = set(stems) - EVERYDAY - self.desk.frame - _FEELS
        for sentence in self.private:
            shared = len(about & sentence.stems)
            if shared:
                yield from self._akin("private", sentence, self._lead_in(sentence), shared)

    def _akin(self, sort: str, sentence: Sentence, lead_in: str, shared: int) -> Iterator[Seed]:
        for span in spans(sentence):
            if fit_to_quote(span, self.bank.cues):
                own = [self._signs.own_worth(found, span) for found in self._signs.sorts(span)]
                yield Seed(
                    sort,
                    span,
                    lead_in,
                    self._signs.worth(span) + 1.5 * min(shared, 3) + max(own or [0]),
                )

    # --- words ---------------------------------------------------------------------------

    def say(self, what: str, **values: str) -> str:
        """A lead-in with its names filled in."""
        return self.fill(self.words.lead_ins.get(what, ""), **values)

    def fill(self, text: str, **values: str) -> str:
        """Names in their places; braces in a name stay as they are."""
        names = {
            "partner": self.look.partner,
            "this": self.look.this,
            "ahead": self.look.ahead,
            **values,
        }
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text

    def _lead_in(self, sentence: Sentence) -> str:
        source: Source = sentence.source
        number = str(source.session or "")
        now = source.session == self.look.session.number
        if source.visibility is Visibility.PRIVATE and sentence not in self.here:
            return self.say("private" if now else "private_earlier", number=number)
        if source.kind == "reflection":
            return self.say("reflection", number=number)
        return self.say("note" if now else "note_earlier", number=number)


def ahead_of(seed: Seed) -> Seed:
    """The seed as a step that looks ahead quotes it: feedback by what it asks for, which is worth
    more than what it only tells."""
    if seed.sharper is not None:
        return replace(seed, span=seed.sharper)
    told = seed.sort in ("feedback_more", "feedback_change")
    return replace(seed, worth=seed.worth - 3.0) if told else seed
