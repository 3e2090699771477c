"""The next question, shaped by the answers before it.

Four branches, the same for every step of every model. Nothing written: the question gets smaller.
The answer goes where an earlier line of one's own went: that line comes back. It tells of something
that did not come about: a time when it did comes back. Else the answer's own last words come back.
A guess at somebody's feelings is asked for what was seen or heard.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.documents import Line
from assistant.domain.drafts import Citation
from assistant.domain.guidance import ModelStep, StepWords
from assistant.domain.questions import lint_question
from assistant.domain.sources import Source
from assistant.domain.wording import content_stems, touches, words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import LONGEST, SHORTEST, Span, fit_to_quote, spans
from assistant.drafting.growing import Answers, choose
from assistant.drafting.moments import moment_words
from assistant.drafting.people_to_turn_to import contacts
from assistant.drafting.seeds import Ground, Seed, ahead_of

_SHORTEST_ANSWER = 10
"""Letters of an answer that can be quoted back; less is no ground for a question."""
_LOOKS_AHEAD = ("next", "start")
_INTENDS = ("promise", "wish")


class Listener:
    """Writes the line of one step, from the seeds of the page and the answers before it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._seeds = ground.seeds()

    def ask(self, step: ModelStep, lead: str, answers: Answers | None) -> Line:
        """The question of a step. ``answers`` None: before anything was written, or for paper."""
        words_of = self._ground.words.step(step.asks, self._ground.look.when)
        if words_of is None:
            return self._suggested(step, lead, self._prompt(step))
        if answers is None:
            return self._from_notes(step, words_of, lead, frozenset())
        if self._is_nothing(answers.last):
            return self._smaller(step, words_of, lead)
        toward = content_stems(" ".join(answers.texts), self._ground.desk.stopwords)
        heard = self._heard(step, words_of, lead, answers)
        return heard or self._from_notes(step, words_of, lead, toward)

    def branches(self, step: ModelStep) -> list[tuple[str, Line]]:
        """How the question of a step would change, by what is written before it: for paper."""
        words_of = self._ground.words.step(step.asks, self._ground.look.when)
        if words_of is None:
            return []
        smaller = self._smaller(step, words_of, "")
        told = [("nothing", smaller)]
        moment = next(iter(self._used_stems()), frozenset())
        for case, seed, sort in (
            ("that it did not, or only just, come about", self._exception(), "exception"),
            ("about an earlier session", self._best(self._ground.earlier_lines(moment)), "earlier"),
        ):
            if seed is not None and not any(_same(seed, line) for _, line in told):
                told.append((case, self._line(step, words_of, "", seed, sort)))
        again = self._ground.say("rest_of_answer")
        for case, form in (
            ("a reason", self._form(words_of, step, "answer_reason")),
            (f"how {self._ground.look.partner} felt", self._ground.words.seen_or_heard[0]),
            ("anything else", self._form(words_of, step, "answer")),
        ):
            told.append((case, self._bare(step, f"{again} {form[:1].lower()}{form[1:]}")))
        return told

    # --- the branches --------------------------------------------------------------------

    def _heard(
        self, step: ModelStep, words_of: StepWords, lead: str, answers: Answers
    ) -> Line | None:
        last = answers.sources[-1]
        if touches(last.text, self._ground.look.briefing.boundary_terms):
            return None
        guessed = self._own_words(last, guessing=True)
        if guessed is not None:
            return self._cited(step, lead, guessed, self._ground.words.seen_or_heard[0])
        looks_ahead = self._looks_ahead(step)
        if looks_ahead and not self._intends(last.text):
            # What was written in the notes leads on; the answers only choose among it.
            toward = content_stems(" ".join(answers.texts), self._ground.desk.stopwords)
            if choose(self._ground, words_of, self._ahead(step), toward) is not None:
                return None
        stems = content_stems(last.text, self._ground.desk.stopwords)
        if not looks_ahead:
            akin = self._best(self._ground.private_lines(stems))
            akin = akin or self._best(self._ground.earlier_lines(stems, last.text))
            if akin is not None:
                return self._line(step, words_of, lead, akin, akin.sort)
            if self._ground.words.patterns["hard"].search(last.text):
                exception = self._exception()
                if exception is not None:
                    return self._line(step, words_of, lead, exception, "exception")
        seed = self._own_words(last)
        if seed is None:
            return None
        reasons = self._ground.words.patterns["reason"].search(seed.span.text)
        sort = "answer_reason" if reasons else "answer"
        if looks_ahead and self._intends(last.text):
            sort = "note_to_self"
        return self._line(step, words_of, lead, seed, sort)

    def _from_notes(
        self, step: ModelStep, words_of: StepWords, lead: str, toward: frozenset[str]
    ) -> Line:
        moment = next(iter(self._used_stems()), frozenset())
        seeds = [*self._ahead(step), *self._ground.partner_notes(moment | toward)]
        if "partner_note" in words_of.grows_from:
            seeds += self._ground.other_halves(self._ground.desk.quoted[:1])
        seeds += self._ground.earlier_lines(moment | toward)
        seed = choose(self._ground, words_of, seeds, toward or (moment - EVERYDAY))
        if seed is None:
            return self._suggested(step, lead, self._prompt(step))
        return self._line(step, words_of, lead, seed, seed.sort)

    def _smaller(self, step: ModelStep, words_of: StepWords, lead: str) -> Line:
        forms = words_of.smaller
        if self._ground.heavy and words_of.tired:
            forms = words_of.tired
        place = self._ground.desk.variant(f"{self._ground.look.voice}{step.id}", len(forms))
        smaller = self._suggested(step, lead, self._ground.fill(forms[place]))
        if not self._ground.heavy:
            return smaller
        # An offer, not a conclusion: silence after a heavy hour is no finding.
        talk = f"If you would rather talk to somebody: {contacts(self._ground.look)}."
        return smaller.model_copy(update={"after": talk})

    def _exception(self) -> Seed | None:
        """A time when it went well: something learnt, or what the partner would have again; not
        the moment itself, told once more."""
        moment = next(iter(self._used_stems()), frozenset())
        liked = (s for s in self._seeds if s.sort == "feedback_more")
        others = [s for s in liked if len(s.stems & (moment - EVERYDAY)) < 2]
        return self._best([*others, *self._ground.exceptions(moment)])

    def _own_words(self, answer: Source, *, guessing: bool = False) -> Seed | None:
        """The last words of an answer that may be quoted back."""
        cue = self._ground.bank.cues.patterns.get("guess")
        for sentence in reversed(self._ground.desk.sentences_of(answer)):
            guesses = cue is not None and bool(cue.search(sentence.text))
            if guessing != guesses or "swear" in sentence.tags:
                continue
            said = words(sentence.text)
            whole = Span(sentence, sentence.start, sentence.end, True)
            if len(sentence.text) >= _SHORTEST_ANSWER and len(said) <= LONGEST:
                return Seed("answer", whole, self._ground.say("answer"))
            if len(said) < SHORTEST:
                continue
            runs = [r for r in spans(sentence) if fit_to_quote(r, self._ground.bank.cues)]
            if runs:
                last = max(runs, key=lambda run: (run.end, -run.start))
                return Seed("answer", last, self._ground.say("answer"))
        return None

    # --- lines ---------------------------------------------------------------------------

    def _line(self, step: ModelStep, words_of: StepWords, lead: str, seed: Seed, sort: str) -> Line:
        # A piece of speech as it fell names nothing.
        spoken = seed.span.sentence.source.id in self._ground.desk.spoken
        named = "" if spoken else moment_words(seed.span.text)
        form = self._form(words_of, step, sort, named)
        if lint_question(self._ground.fill(form), self._ground.bank.language):
            form = self._form(words_of, step, sort)
        return self._cited(step, lead, seed, form)

    def _cited(self, step: ModelStep, lead: str, seed: Seed, form: str) -> Line:
        citation: Citation = self._ground.desk.cite(seed.span, seed.lead_in)
        return Line(
            id=f"q-{step.id}",
            kind="question",
            lead=lead,
            who=self._ground.look.voice,
            text=self._ground.fill(form),
            citations=(citation,),
        )

    def _suggested(self, step: ModelStep, lead: str, text: str) -> Line:
        return Line(
            id=f"q-{step.id}",
            kind="suggestion",
            lead=lead,
            who=self._ground.look.voice,
            text=text,
        )

    def _bare(self, step: ModelStep, text: str) -> Line:
        return Line(id=f"q-{step.id}", kind="frame", text=text, fixed=True)

    def _form(self, words_of: StepWords, step: ModelStep, sort: str, named: str = "") -> str:
        """A form for a sort of ground; one that names the moment where its words are there."""
        forms = words_of.asking(sort)
        naming = [form for form in forms if "{words}" in form] if named else []
        forms = tuple(naming) or tuple(form for form in forms if "{words}" not in form)
        trigger = f"{self._ground.look.voice}{step.id}{sort}"
        form = forms[self._ground.desk.variant(trigger, len(forms))]
        return self._ground.fill(form, words=f"\u2018{named}\u2019")

    def _prompt(self, step: ModelStep) -> str:
        """The bank's own question for a step."""
        look, words_of = self._ground.look, self._ground.words
        ahead = words_of.before_bank.get(words_of.before_steps.get(step.asks, ""))
        prompts = ahead if look.when == "before" and ahead is not None else step.prompt
        return self._ground.fill(prompts.mentor if look.voice == "mentor" else prompts.mentee)

    # --- small tests ---------------------------------------------------------------------

    def _ahead(self, step: ModelStep) -> list[Seed]:
        ahead = self._looks_ahead(step)
        return [ahead_of(seed) for seed in self._seeds] if ahead else list(self._seeds)

    def _looks_ahead(self, step: ModelStep) -> bool:
        words_of = self._ground.words
        before = self._ground.look.when == "before"
        asks = words_of.before_steps.get(step.asks, "") if before else step.asks
        return asks in _LOOKS_AHEAD

    def _is_nothing(self, text: str) -> bool:
        short = sum(character.isalpha() for character in text) < _SHORTEST_ANSWER
        return short or bool(self._ground.words.patterns["nothing"].search(text.strip()))

    def _intends(self, text: str) -> bool:
        signs = self._ground.words.patterns
        return bool(self._tags(text) & set(_INTENDS) or signs["note_to_self"].search(text))

    def _tags(self, text: str) -> frozenset[str]:
        return self._ground.desk.tags(text)

    def _best(self, seeds: Iterable[Seed]) -> Seed | None:
        free = [seed for seed in seeds if self._ground.desk.free(seed.span)]
        return max(free, key=lambda seed: seed.worth, default=None)

    def _used_stems(self) -> list[frozenset[str]]:
        """Stems of the words that the page has quoted so far, oldest first."""
        desk = self._ground.desk
        return [desk.stems(quote) for quote in desk.quoted]


def _same(seed: Seed, line: Line) -> bool:
    return any(c.source == seed.span.sentence.source.id and c.quote == seed.span.text
               for c in line.citations)  # fmt: skip
