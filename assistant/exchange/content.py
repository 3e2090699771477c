"""Question banks, models, programme templates and cues: from YAML files to the domain.

A folder of content may be edited by the people who run a programme, so each loader names every
fault of a file at once, with the entry it stands in and what is allowed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.domain.guidance import (
    Bank,
    BankQuestion,
    Cues,
    GuidedModel,
    ProgrammeTemplate,
    ReflectionWords,
    TopicPack,
    topic_id,
)
from assistant.domain.language import (
    BehaviourRules,
    Language,
    QuestionRules,
    WordingRule,
    WordingRules,
)
from assistant.errors import InvalidContent
from assistant.plain_yaml import LOADER, unsafe

_LARGEST = 1_000_000  # bytes; the largest shipped file has 20,000
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_CUE_KINDS = (
    *("promise", "not_promise", "wish", "parked", "difference", "doubt"),
    *("learnt", "guess", "own_feeling", "negation", "swear", "joins", "off_record"),
    *("not_for_all", "for_all", "offered", "advised", "unasked", "set_going", "proposes"),
    *("settled_aloud", "asked_aloud"),
    *("decided", "worth_knowing"),
)

_Entry = TypeVar("_Entry", bound=BaseModel)
_Rules = TypeVar("_Rules", bound=WordingRules)


def load_questions(folder: Path) -> list[BankQuestion]:
    """The process questions of ``folder``: every file without a ``pack``, in order of file name.

    Raises InvalidContent, also when two questions anywhere in the folder share an id.
    """
    return _read_questions(folder)[0]


def load_packs(folder: Path) -> list[TopicPack]:
    """The topic packs of ``folder``: every file with a ``pack``, in order of topic.

    Raises InvalidContent, also when two questions anywhere in the folder share an id.
    """
    return _read_questions(folder)[1]


def load_models(folder: Path) -> list[GuidedModel]:
    """The reflection and feedback models of ``folder``, in order of id. Raises InvalidContent."""
    models: list[GuidedModel] = []
    problems: list[str] = []
    for path in _files(folder):
        content = read_mapping(path)
        where = f"{path.name}: model {_named(content)}"
        model = _build(GuidedModel, content, where, problems)
        if model is None:
            continue
        problems += _shared((step.id for step in model.steps), f"{where}: step")
        if set(model.minutes) != {"short", "deep"}:
            problems.append(f"{where}: minutes: both short and deep are needed")
        if all(step.deep_only for step in model.steps):
            problems.append(f"{where}: steps: at least one must have deep_only: false")
        models.append(model)
    problems += _shared((model.id for model in models), "models: id")
    refuse(problems, "The reflection and feedback models")
    return sorted(models, key=lambda model: model.id)


def load_template(path: Path) -> ProgrammeTemplate:
    """A programme template, its sessions numbered from 1 without a gap. Raises InvalidContent."""
    template = build_whole(ProgrammeTemplate, read_mapping(path), path.name)
    problems: list[str] = []
    numbers = [session.number for session in template.sessions]
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(f"{path.name}: sessions: numbers must run 1, 2, 3; found {numbers}")
    beyond = [n for n in template.feedback_after_sessions if n not in numbers]
    if beyond:
        problems.append(
            f"{path.name}: feedback_after_sessions: no session {beyond}; allowed: {numbers}"
        )
    refuse(problems, path.name)
    return template


def load_cues(path: Path) -> Cues:
    """The cues of one language, each pattern with its ``{fragments}`` filled in and compiled once.

    ``{affect}`` stands for any of the affect words. Raises InvalidContent, which names the kind
    and the place in its list of every pattern that does not compile.
    """
    content = read_mapping(path)
    raw = content.pop("fragments", None) or {}
    if not isinstance(raw, Mapping):
        raise _refusal([f"{path.name}: fragments: must map a name to a pattern"], path.name)
    cues = build_whole(Cues, content, path.name)
    problems: list[str] = []
    words = sorted(cues.affect_words, key=lambda word: (-len(word), word))
    fragments = {"affect": "(?:" + "|".join(map(re.escape, words)) + ")"}
    for name, pattern in raw.items():  # a fragment may use those above it
        where = f"{path.name}: fragment {name}"
        fragments[str(name)] = fill(str(pattern).strip(), fragments, where, problems)
    filled: dict[str, object] = {}
    for kind in _CUE_KINDS:
        patterns = enumerate(getattr(cues, kind), start=1)
        filled[kind] = tuple(
            fill(pattern, fragments, f"{path.name}: {kind} {place}", problems)
            for place, pattern in patterns
        )
    refuse(problems, path.name)
    return cues.model_copy(update=filled)


def load_reflection_words(path: Path) -> ReflectionWords:
    """The words of reflection questions of one language. Raises InvalidContent, which names every
    pattern that does not compile and every step that lacks a form for ``any``."""
    words = build_whole(ReflectionWords, read_mapping(path), path.name)
    problems: list[str] = []
    cues = {name: getattr(words, name) for name in ("telling", "nothing", "hard", "reason", "load")}
    named = {**words.signs, **cues}
    for kind, patterns in named.items():
        for place, pattern in enumerate(patterns, start=1):
            fill(pattern, {}, f"{path.name}: {kind} {place}", problems)
    for name, step in (*words.steps.items(), *words.before.items()):
        if not step.forms.get("any"):
            problems.append(f"{path.name}: {name}: forms: at least one for any is needed")
    for asks, step_before in words.before_steps.items():
        if step_before not in words.before or step_before not in words.before_bank:
            problems.append(f"{path.name}: before_steps: {asks}: no step {step_before}")
    refuse(problems, path.name)
    return words


def load_bank(folder: Path) -> Bank:
    """Everything that the rules draw on, from a ``knowledge`` folder. Raises InvalidContent."""
    cues = load_cues(folder / "cues" / "en.yaml")
    return Bank(
        questions=tuple(load_questions(folder / "questions")),
        packs=tuple(load_packs(folder / "questions")),
        models=tuple(load_models(folder / "models")),
        template=load_template(folder / "programmes" / "six-sessions.yaml"),
        cues=cues,
        language=load_language(folder / "language", cues),
        reflecting=load_reflection_words(folder / "reflections" / "en.yaml"),
        topic_names=load_topic_names(folder / "topics.yaml"),
    )


def load_topic_names(path: Path) -> dict[str, str]:
    """What topics are called, by id. InvalidContent for a name that does not lead back to it."""
    names = {topic: str(name) for topic, name in read_mapping(path).items()}
    refuse(
        [
            f"{path.name}: {topic}: {name} written with hyphens must be {topic} again"
            for topic, name in names.items()
            if topic_id(name) != topic
        ],
        path.name,
    )
    return names


def load_language(folder: Path, cues: Cues) -> Language:
    """What the language checks know: every file of ``folder``, with the word lists of the cues.

    Raises InvalidContent, which names the rule of every pattern that does not compile.
    """
    return Language(
        stereotypes=_wording_rules(WordingRules, folder / "stereotypes.yaml"),
        behaviour=_wording_rules(BehaviourRules, folder / "behaviour.yaml"),
        questions=_wording_rules(QuestionRules, folder / "questions.yaml"),
        affect_words=cues.affect_words,
        group_nouns=cues.group_nouns,
    )


def _wording_rules(kind: type[_Rules], path: Path) -> _Rules:
    content = read_mapping(path)
    raw = content.pop("fragments", None) or {}
    problems: list[str] = []
    fragments: dict[str, str] = {}
    if not isinstance(raw, Mapping):
        raise _refusal([f"{path.name}: fragments: must map a name to a pattern"], path.name)
    for name, pattern in raw.items():
        where = f"{path.name}: fragment {name}"
        fragments[str(name)] = _woven(str(pattern).strip(), fragments, where, problems)
    rules = build_whole(kind, content, path.name)
    problems += _shared((rule.id for rule in rules.rules), f"{path.name}: rule")

    def filled(rule: WordingRule) -> WordingRule:
        where = f"{path.name}: rule {rule.id}"
        return rule.model_copy(
            update={
                "when": _woven(rule.when, fragments, where, problems),
                "patterns": tuple(
                    _woven(pattern, fragments, where, problems) for pattern in rule.patterns
                ),
            }
        )

    changes: dict[str, object] = {
        "rules": tuple(filled(rule) for rule in rules.rules),
        "reported": tuple(
            _woven(pattern, fragments, f"{path.name}: reported", problems)
            for pattern in rules.reported
        ),
    }
    if isinstance(rules, BehaviourRules):
        changes["facts"] = {
            part: tuple(_woven(p, fragments, f"{path.name}: facts {part}", problems) for p in signs)
            for part, signs in rules.facts.items()
        }
    refuse(problems, path.name)
    return rules.model_copy(update=changes)


def _read_questions(folder: Path) -> tuple[list[BankQuestion], list[TopicPack]]:
    loose: list[BankQuestion] = []
    packs: list[TopicPack] = []
    problems: list[str] = []
    for path in _files(folder):
        content = read_mapping(path)
        header = content.pop("pack", None)
        entries = content.pop("questions", None)
        problems += [f"{path.name}: {key}: allowed are pack and questions" for key in content]
        if not isinstance(entries, list) or not entries:
            problems.append(f"{path.name}: questions: must be a list with at least one entry")
            continue
        questions = _question_list(path.name, entries, problems)
        if header is None:
            loose += questions
            continue
        pack = _build(TopicPack, header, f"{path.name}: pack", problems)
        if pack is None:
            continue
        if ":" in pack.title:
            problems.append(f"{path.name}: pack: title: a colon is not allowed")
        if pack.topic != path.stem:
            problems.append(f"{path.name}: pack: topic: must be the file's name, {path.stem}")
        packs.append(pack.model_copy(update={"questions": tuple(questions)}))
    everything = [*loose, *(question for pack in packs for question in pack.questions)]
    problems += _shared((question.id for question in everything), "questions: id")
    refuse(problems, "The question bank")
    return loose, sorted(packs, key=lambda pack: pack.topic)


def _question_list(name: str, entries: list[object], problems: list[str]) -> list[BankQuestion]:
    found = []
    for number, entry in enumerate(entries, start=1):
        where = f"{name}: question {_named(entry, number)}"
        question = _build(BankQuestion, entry, where, problems)
        if question is not None:
            found.append(question)
    return found


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.yaml"))
    if not found:
        raise _refusal(["at least one file ending in .yaml is needed"], f"Folder {folder.name}")
    return found


def read_mapping(path: Path) -> dict[str, object]:
    """The file as a mapping. Links inside YAML are refused: a few lines could mean gigabytes."""
    problem = ""
    content: object = None
    try:
        if path.stat().st_size > _LARGEST:
            problem = f"larger than {_LARGEST:,} bytes"
        else:
            text = path.read_text(encoding="utf-8")
            problem = unsafe(text)
            if not problem:
                content = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe one)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        problem = f"{line}not readable as YAML: {error.problem}"
    except (yaml.YAMLError, RecursionError):
        problem = "not readable as YAML"
    except UnicodeDecodeError:
        problem = "not text in UTF-8"
    except (OSError, ValueError):
        problem = "cannot be read"
    if not problem and not isinstance(content, dict):
        problem = "must be a mapping of names to values"
    if problem or not isinstance(content, dict):
        raise _refusal([f"{path.name}: {problem}"], path.name)
    return {str(key): value for key, value in content.items()}


def _build(kind: type[_Entry], content: object, where: str, problems: list[str]) -> _Entry | None:
    """The entry, or None with each of its faults added to ``problems``."""
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            field = ".".join(str(part) for part in fault["loc"]) or "entry"
            said = fault["msg"]
            if fault["type"] == "extra_forbidden":
                said = "unknown; allowed: " + ", ".join(kind.model_fields)
            problems.append(f"{where}: {field}: {said}")
        return None


def build_whole(kind: type[_Entry], content: object, name: str) -> _Entry:
    """The only entry of a file, or InvalidContent with each of its faults."""
    problems: list[str] = []
    built = _build(kind, content, name, problems)
    if built is None:
        raise _refusal(problems, name)
    return built


def _woven(pattern: str, fragments: Mapping[str, str], where: str, problems: list[str]) -> str:
    """The pattern with its fragments. Whether the whole compiles is left to its first use, since
    the lists are long; a test compiles all that ship."""
    unknown = [name for name in _FRAGMENT.findall(pattern) if name not in fragments]
    if unknown:
        problems.append(f"{where}: no fragment {unknown}; allowed: {sorted(fragments)}")
        return pattern
    return _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)


def fill(pattern: str, fragments: Mapping[str, str], where: str, problems: list[str]) -> str:
    """A pattern with its ``{fragments}`` in; what is wrong with it is added to ``problems``."""
    unknown = [name for name in _FRAGMENT.findall(pattern) if name not in fragments]
    if unknown:
        problems.append(f"{where}: no fragment {unknown}; allowed: {sorted(fragments)}")
        return pattern
    filled = _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)
    try:
        re.compile(filled, re.IGNORECASE)
    except re.error as error:
        problems.append(f"{where}: not a regular expression: {error.msg}")
    return filled


def _named(entry: object, number: int = 0) -> str:
    if isinstance(entry, Mapping) and isinstance(entry.get("id"), str):
        return f"'{entry['id']}'"
    return f"number {number}" if number else "without an id"


def _shared(ids: Iterable[str], where: str) -> list[str]:
    seen: set[str] = set()
    twice: list[str] = []
    for name in ids:
        if name in seen:
            twice.append(f"{where} '{name}' is used twice; each id stands once")
        seen.add(name)
    return twice


def _refusal(problems: list[str], what: str) -> InvalidContent:
    mend = "Mend the lines above, then start again."
    return InvalidContent(f"{what} cannot be used.", problems, next_step=mend)


def refuse(problems: list[str], what: str) -> None:
    """Raise InvalidContent with all problems, if there are any."""
    if problems:
        raise _refusal(problems, what)
