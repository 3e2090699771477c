"""What a reflection question can grow from: runs of words, each with the sort of ground it is.

A sort says what a line is about by its surface (held_back, wish) or whose it is (partner_note,
feedback_more). It decides which question may stand beside the words, never what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.domain.guidance import Bank
from assistant.domain.reflecting import LookBack
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.domain.sessions import CommitmentState
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import LONGEST, Span, fit_to_quote, score, spans
from assistant.drafting.desk import Desk
from assistant.drafting.phrases import clause_after, wished_for
from assistant.drafting.reading import Sentence
from assistant.drafting.released import MORE_OF_IT, part_span
from assistant.drafting.wishes import TOLD

HEAVY = 2
"""Energy at or under which an hour was heavy."""
_TAGS = ("learnt", "difference", "doubt", "parked", "wish", "feeling")
"""Cues of a sentence that are a sort of ground as they stand."""
_FITS = 3.0
_SLIGHT = 6
"""Words under which a line says little by itself."""
_AT_ITS_START = 3
_ACTS = ("said", "took_over", "did", "held_back", "left_undone")
_TURNS = frozenset(["held_back", "left_undone", "put_off", "took_over", "stopped"])
"""Moments at which something could have gone otherwise: worth setting beside another."""
_TOWARDS = re.compile(r"\b(?:him|her|his|them|their)\b", re.IGNORECASE)
_BY_ROLE = {
    ("mentee", "left_undone"): 1.0,
    ("mentor", "partner_wanted"): 1.0,
    ("mentee", "took_over"): 2.0,
    ("mentee", "stopped"): 2.0,
    ("mentor", "stopped"): 2.0,
    ("mentor", "load"): 5.0,
    ("mentee", "load"): 5.0,
}
"""What is worth more: whom the programme asks to lead, and whom to leave room."""
_MINE = re.compile(r"\b(?:I|my)\b(?! (?:would|should|could|do|think|meant)\b)|\b(?:him|her|them)\b")
_THEIRS = re.compile(r"^\W*(?:s?he|they)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"^\W*(?:and |but |so |then )?(?:I|we|my)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|then|also) )?(?:said|told|asked|answered|offered|showed|put|went|did|sat"
    r"|read|brought|wanted|never|walked|gave|took|made)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"^\W*(?:so |then )?(?:said|told|answered)\b", re.IGNORECASE)
_MESSAGE = 2.0
"""What a message that moved a session is worth less than a line about one that was held."""
_RECORD = 5.0
"""Worth of a goal, a promise or a question: said on purpose, but not of this hour."""
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
        self._partner = _named(look.partner)
        own = [s for s in self.desk.sentences if s.voice == look.voice]
        notes = [s for s in own if s.source.kind == "note"]
        here = [s for s in notes if s.session == look.session.number]
        if look.when == "before":
            here = [s for s in notes if s.session in (self.desk.last, look.session.number)]
        shared = [s for s in here if s.source.visibility is not Visibility.PRIVATE]
        self.here = shared or here
        """Own lines of the hour: those that the partner reads too, else those kept to oneself."""
        kept = {id(s) for s in self.here}
        self.subjects = self._subjects(self.here)
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
        self.gaps = [s for s in self.desk.sentences if s.session in look.gap]

    @cached_property
    def heavy(self) -> bool:
        """Whether the load may be heavy: two low ratings, or one and this person's own words.

        Never said of anybody; it only makes questions smaller and shows whom to turn to.
        """
        low = sum(value <= HEAVY for value in self.look.energy)
        number = self.look.session.number
        own = [*self.here, *(s for s in self.private if s.session == number)]
        pattern = self.words.patterns["load"]
        return low >= 2 or (low == 1 and any(pattern.search(s.text) for s in own))

    def _subjects(self, sentences: list[Sentence]) -> dict[int, str]:
        """Whose act a line is that names nobody: whoever the line before it was about."""
        found: dict[int, str] = {}
        subject, asked = "own", False
        for sentence in sentences:
            text = self._partner.sub("they", sentence.text)
            if _NO_SUBJECT.search(text):
                if asked and subject == "other" and _ANSWERS.search(text):
                    subject = "own"
            elif _THEIRS.search(text):
                subject = "other"
            elif _FIRST_PERSON.search(text):
                subject = "own"
            found[id(sentence)] = subject if _NO_SUBJECT.search(text) else ""
            asked = bool(re.search(r"\basked\b", text))
        return found

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
            worth = self.worth(span)
            for sort in self.sorts(span):
                yield Seed(sort, span, lead_in, worth + self._own_worth(sort, span))

    def sorts(self, span: Span) -> list[str]:
        """What a run is by its surface: the first sign that fits, and the cues inside it."""
        text = self._partner.sub("they", span.text)
        signs = self.words.signs
        found = [sign for sign in signs if self.words.patterns[sign].search(text)][:1]
        if found == ["note_to_self"] and text.rstrip().endswith("?"):
            found = ["doubt"]
        if found and self.subjects.get(id(span.sentence)) == "other" and not _MINE.search(text):
            # "Then asked what I would do": a line without a subject, and the last one was theirs.
            return ["partner_did"] if found[0] in (*_ACTS, "partner_did") else []
        for tag in _TAGS:
            cue = self.bank.cues.patterns.get("own_feeling" if tag == "feeling" else tag)
            if tag in span.sentence.tags and cue is not None and self._is(tag, span, cue):
                found.append(tag)
        if self.heavy and self.words.patterns["load"].search(span.text):
            found.append("load")
        return found

    def _is(self, tag: str, span: Span, cue: re.Pattern[str]) -> bool:
        """Whether the run itself holds the cue of its sentence, and is the writer's own."""
        held = [found.group() for found in cue.finditer(span.text)]
        if tag == "doubt":
            return any(any(letter.isalpha() for letter in cue_words) for cue_words in held)
        return bool(held) and (tag != "wish" or self._wishes(span, cue))

    def _wishes(self, span: Span, cue: re.Pattern[str]) -> bool:
        """Whether a wish is the writer's own and names something."""
        if _THEIRS.search(self._partner.sub("they", span.text)) or TOLD.search(span.text):
            return False
        ends = [found.end() for found in cue.finditer(span.text)]
        return any(wished_for(clause_after(span.text, end)) for end in ends)

    def worth(self, span: Span) -> float:
        """How well a run would serve; one of its sort fits already."""
        base = score(span, newest=self.desk.last, stopwords=self.desk.stopwords) + _FITS
        # Here a person reads their own words: what they felt takes nothing off.
        base += 1.0 if "feeling" in span.sentence.tags else 0.0
        base += 1.5 if self.words.patterns["telling"].search(span.text) else 0.0
        base -= 1.5 if len(span.words) < _SLIGHT else 0.0
        return base

    def _own_worth(self, sort: str, span: Span) -> float:
        """What a sort adds: most where the line begins with the act, and by the two roles."""
        pattern = self.words.patterns.get(sort)
        found = pattern.search(span.text) if pattern else None
        begins = 1.5 if found is not None and found.start() <= _AT_ITS_START else 0.0
        if sort in _ACTS and _TOWARDS.search(self._partner.sub("them", span.text)):
            begins += 1.5
        return begins + _BY_ROLE.get((self.look.voice, sort), 0.0)

    def _gap_messages(self) -> Iterator[Seed]:
        for sentence in self.gaps:
            own = sentence.voice == self.look.voice
            for span in spans(sentence):
                if fit_to_quote(span, self.bank.cues):
                    lead_in = self.say("message" if own else "partner_message")
                    worth = self.worth(span) - _MESSAGE
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
        yield Seed(sort, span, lead_in, self.worth(span) + 1.0 - 1.5 * age, asked)

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
                            yield Seed("self_ask", span, lead_in, self.worth(span) + 1.0)

    # --- what shares something with some words -------------------------------------------

    def exceptions(self, moment: Iterable[str]) -> Iterator[Seed]:
        """Own shared lines that tell of something learnt, of another moment than this one."""
        same = set(moment) - EVERYDAY - self.desk.frame
        for sentence in (*self.here, *self.earlier):
            if "learnt" in sentence.tags and len(sentence.stems & same) < 2:
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

    def earlier_lines(self, stems: Iterable[str], text: str = "") -> Iterator[Seed]:
        """Own lines of earlier hours that share two words of weight, or whose session ``text``
        names."""
        about = set(stems) - EVERYDAY - self.desk.frame - _FEELS
        named = {int(number) for number in _NUMBERED.findall(text)}
        for sentence in self.earlier:
            shared = len(about & sentence.stems) + 2 * (sentence.session in named)
            if sentence.session < self.look.session.number and shared >= 2:
                for seed in self._akin("earlier", sentence, self._lead_in(sentence), shared):
                    turned = _TURNS.intersection(self.sorts(seed.span))
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
                own = [self._own_worth(found, span) for found in self.sorts(span)]
                yield Seed(
                    sort, span, lead_in, self.worth(span) + 1.5 * min(shared, 3) + max(own or [0])
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


def _named(partner: str) -> re.Pattern[str]:
    """How a note names the partner: in full, or by an initial that is no word of its own."""
    names = [partner, *(initial for initial in partner[:1] if initial not in "AIO")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def ahead_of(seed: Seed) -> Seed:
    """The seed as a step that looks ahead quotes it: feedback by what it asks for."""
    return replace(seed, span=seed.sharper) if seed.sharper is not None else seed
