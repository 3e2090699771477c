"""What a programme knows before anybody speaks: cards, questions, models, templates, cues."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.cue_patterns import CuePatterns
from assistant.domain.language import Language


class Stage(StrEnum):
    """Where in the journey a session stands. ``ANY`` is for content that fits everywhere."""

    FIRST = "first"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    LAST = "last"
    ANY = "any"


class Strength(StrEnum):
    """How far a card's claim was tested, strongest first."""

    TRIAL = "trial"
    VALIDATION = "validation"
    FEASIBILITY = "feasibility"
    HANDBOOK = "handbook"
    PRACTITIONER = "practitioner"
    OPINION = "opinion"

    @property
    def verb(self) -> str:
        """The words that a draft may use for a claim of this strength."""
        return {
            Strength.TRIAL: "was shown",
            Strength.VALIDATION: "was shown",
            Strength.FEASIBILITY: "was tried",
            Strength.HANDBOOK: "is advised",
            Strength.PRACTITIONER: "one practitioner does",
            Strength.OPINION: "one view",
        }[self]


Audience = Literal["mentor", "mentee", "coordinator"]
AskedBy = Literal["mentor", "mentee", "both"]
Slot = Literal[
    "opening", "main", "second", "roles", "experiment", "gain", "feedback", "close", "any"
]


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def topic_id(said: str) -> str:
    """A topic as cards write it, from how people write it: "First session" is first-session."""
    return " ".join(said.split()).casefold().replace(" ", "-")


class GuidanceCard(_Content):
    """One usable idea, with its source and how far to trust it. ``id`` is the file's stem."""

    id: str
    title: str = Field(min_length=1, max_length=60)
    audience: tuple[Audience, ...] = Field(min_length=1)
    topics: tuple[str, ...] = Field(min_length=1)
    stage: tuple[Stage, ...] = Field(min_length=1)
    source: str = Field(min_length=1)
    date: str
    """Year, ISO date, or ``undated``."""
    licence: str = Field(min_length=1)
    strength: Strength
    also_known_as: tuple[str, ...] = ()
    text: str = Field(min_length=1)


class BankQuestion(_Content):
    """An open question that can be asked aloud as it stands."""

    id: str
    text: str = Field(min_length=3)
    topics: tuple[str, ...] = Field(min_length=1)
    stage: tuple[Stage, ...] = Field(min_length=1)
    asked_by: AskedBy = "both"
    slot: Slot = "any"


class TopicPack(_Content):
    """A topic that a pairing may choose, with its questions."""

    topic: str
    title: str = Field(max_length=40)
    aim: str
    spoken_of_as: tuple[str, ...] = ()
    """Words by which a pairing's focus speaks of it, where nobody chose topics."""
    questions: tuple[BankQuestion, ...] = ()


class Prompts(_Content):
    """The same step as asked of each role."""

    mentor: str
    mentee: str


class ModelStep(_Content):
    """One step of a reflection or feedback model."""

    id: str
    title: str
    prompt: Prompts
    asks: str = ""
    """Which kind of question it asks, a step of ``ReflectionWords``; "" for its prompt alone."""
    deep_only: bool = False


class GuidedModel(_Content):
    """A published way of reflecting or giving feedback. ``minutes`` maps short and deep."""

    id: str
    title: str
    kind: Literal["reflection", "feedback"]
    source: str
    minutes: dict[Literal["short", "deep"], int]
    steps: tuple[ModelStep, ...] = Field(min_length=1)


class TemplateSession(_Content):
    number: int = Field(ge=1)
    stage: Stage
    title: str
    purpose: str
    minutes: int = Field(gt=0)


class TemplateMilestone(_Content):
    title: str
    month: int = Field(ge=0)
    who: str


class ProgrammeTemplate(_Content):
    """A programme to start from: sessions, milestones, role briefs, proposed ground rules."""

    id: str
    title: str
    months: int = Field(gt=0)
    cadence: str
    sessions: tuple[TemplateSession, ...] = Field(min_length=2)
    objectives: tuple[str, ...]
    outcomes: dict[Literal["mentor", "mentee", "organisation"], str]
    milestones: tuple[TemplateMilestone, ...] = ()
    role_briefs: dict[Audience, tuple[str, ...]]
    feedback_after_sessions: tuple[int, ...] = (2, 4, 6)
    ground_rules: tuple[str, ...] = Field(min_length=1)
    human_contacts: str = ""
    metrics: tuple[str, ...] = ()


_KINDS_OF_CUE = (
    *("promise", "not_promise", "wish", "parked", "difference", "doubt", "learnt"),
    *("guess", "own_feeling", "negation", "swear", "joins", "off_record"),
    *("not_for_all", "for_all", "offered", "advised", "unasked", "own_view"),
    *("set_going", "proposes"),
    *("settled_aloud", "asked_aloud"),
    *("decided", "worth_knowing", "lived"),
)


class Cues(_Content):
    """Surface signs by which the rules read a note, per language. Patterns ignore case.

    A cue decides where a sentence may stand in a draft, never what it means.
    """

    language: str = "en"
    promise: tuple[str, ...]
    not_promise: tuple[str, ...]
    wish: tuple[str, ...]
    parked: tuple[str, ...]
    difference: tuple[str, ...]
    doubt: tuple[str, ...]
    learnt: tuple[str, ...]
    guess: tuple[str, ...]
    own_feeling: tuple[str, ...]
    negation: tuple[str, ...]
    swear: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    """In a record of many voices: that somebody comes in only now."""
    off_record: tuple[str, ...] = ()
    """Words that keep what stands beside them out of any page."""
    not_for_all: tuple[str, ...] = ()
    """The same, but only where there are others than the two: "between us"."""
    for_all: tuple[str, ...] = ()
    """In a record of many voices: said to everybody, also to whoever is not there yet."""
    offered: tuple[str, ...] = ()
    """One asks or offers something of the other: open until both say what came of it."""
    advised: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    """One gave advice; the other had not asked for it."""
    own_view: tuple[str, ...] = ()
    """Somebody says how they see it themselves, and not only how another does."""
    set_going: tuple[str, ...] = ()
    """One turned to somebody else there and then: open until a note says what came of it."""
    proposes: tuple[str, ...] = ()
    """In speech: somebody proposes how it should be."""
    settled_aloud: tuple[str, ...] = ()
    """In speech: somebody says that it is settled."""
    asked_aloud: tuple[str, ...] = ()
    """In speech: somebody asks all of them, or says that something is still to be decided."""
    decided: tuple[str, ...] = ()
    lived: tuple[str, ...] = ()
    """What somebody lives with or is met as: asked for in small amounts, with a way to pass."""
    worth_knowing: tuple[str, ...] = ()
    """What people are asked to keep in mind: dates, places."""
    affect_words: frozenset[str]
    stopwords: frozenset[str]
    group_nouns: frozenset[str]
    months_weekdays: frozenset[str]

    @cached_property
    def patterns(self) -> CuePatterns:
        """One quick search for each kind of cue, compiled when it is first asked for."""
        return CuePatterns({kind: getattr(self, kind) for kind in _KINDS_OF_CUE})


class StepWords(_Content):
    """How one step of a reflection asks: ``forms`` by what the question grows from, the sorts of
    ground in ``grows_from`` in the order of their worth."""

    grows_from: tuple[str, ...] = Field(min_length=1)
    forms: dict[str, tuple[str, ...]]
    smaller: tuple[str, ...] = Field(min_length=1)
    """Asked after an empty answer."""
    tired: tuple[str, ...] = ()
    """The same where the load is heavy."""

    def asking(self, sort: str) -> tuple[str, ...]:
        """The forms for a sort of ground, or for what it begins with, or those for any."""
        return (
            self.forms.get(sort)
            or self.forms.get(sort.split("_", maxsplit=1)[0])
            or self.forms["any"]
        )


class ReflectionWords(_Content):
    """The words of reflection questions, in one language. Patterns ignore case."""

    signs: dict[str, tuple[str, ...]]
    """What an own line is about, by surface signs; the first that fits names it."""
    telling: tuple[str, ...]
    """What makes an own line worth going back to."""
    nothing: tuple[str, ...]
    hard: tuple[str, ...]
    reason: tuple[str, ...]
    load: tuple[str, ...]
    lead_ins: dict[str, str]
    steps: dict[str, StepWords]
    before: dict[str, StepWords]
    before_steps: dict[str, str]
    before_bank: dict[str, Prompts]
    titles: dict[str, str]
    seen_or_heard: tuple[str, ...] = Field(min_length=1)
    """Asked of a line that guesses how somebody felt."""

    def step(self, asks: str, when: Literal["before", "after"]) -> StepWords | None:
        """How a step asks; None for a kind that has no words here."""
        if when == "before":
            return self.before.get(self.before_steps.get(asks, ""))
        return self.steps.get(asks)

    @cached_property
    def patterns(self) -> CuePatterns:
        """One quick search for every sign, and for the other cues by their names."""
        named = ("telling", "nothing", "hard", "reason", "load")
        return CuePatterns({**self.signs, **{name: getattr(self, name) for name in named}})


class Bank(_Content):
    """All content that the rules draw on, loaded once."""

    questions: tuple[BankQuestion, ...]
    packs: tuple[TopicPack, ...]
    models: tuple[GuidedModel, ...]
    template: ProgrammeTemplate
    cues: Cues
    reflecting: ReflectionWords
    language: Language
    topic_names: dict[str, str] = Field(default_factory=dict)
    """What people call a topic, where that is not its id without the hyphens."""

    def topic_name(self, topic: str) -> str:
        """What people call a topic of a card, a document or a pack."""
        return self.topic_names.get(topic, topic.replace("-", " "))

    def topics_in(self, text: str) -> tuple[str, ...]:
        """Topics of packs that a text speaks of by one of their own names, in the packs' order."""
        said = text.casefold()
        return tuple(
            pack.topic
            for pack in self.packs
            if any(
                re.search(rf"\b{re.escape(name.casefold())}s?\b", said)
                for name in pack.spoken_of_as
            )
        )

    def ask(self, slot: Slot, stage: Stage, topics: tuple[str, ...] = ()) -> list[BankQuestion]:
        """Questions for a slot and stage, those on one of ``topics`` first, else bank order.

        A pack speaks only where its topic was chosen: nobody meets a question on disability or
        ethnicity that their pairing never asked for.
        """
        packs = (pack for pack in self.packs if pack.topic in topics)
        everything = (*self.questions, *(q for pack in packs for q in pack.questions))
        fitting = [
            question
            for question in everything
            if question.slot in (slot, "any")
            and (stage in question.stage or Stage.ANY in question.stage)
        ]
        return sorted(fitting, key=lambda q: (not set(q.topics) & set(topics), q.slot != slot))
