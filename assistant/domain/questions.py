"""Whether a question can be asked aloud by a junior to a senior. Pure, and the one lint for all.

Open, single, not leading, not blaming, not fishing, no why, no word for a feeling outside a
quotation, no kind of people, at most 30 words. A choice between keeping, shrinking and letting go
may open like a closed question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain.language import Language, Remark, joined
from assistant.domain.quoting import blanked
from assistant.domain.wording import words

CHECK = "question-lint"
_MOST_KNOWN = 2_000
"""Questions whose answer is remembered: a page and its changes ask the same ones again."""
_PUT_TO = re.compile(r"^[^:?]{1,60}:\s+")
_FORM = "It should end in exactly one question mark."
_GROUP = "It speaks of a group instead of a person."
_FEELING = "It names a feeling that is not ours to name."


def lint_question(text: str, language: Language) -> list[str]:
    """What keeps a question from being asked aloud, in words, each once; empty if nothing does."""
    known = language.linted
    if text not in known:
        if len(known) > _MOST_KNOWN:
            known.clear()
        remarks = question_remarks(text, language)
        known[text] = tuple(dict.fromkeys(remark.message for remark in remarks))
    return list(known[text])


def question_remarks(text: str, language: Language) -> list[Remark]:
    """What keeps a question from being asked aloud, with its place and another to take instead."""
    asked = text.strip()
    start = len(text) - len(text.lstrip())
    plain = blanked(asked)
    put_to = _PUT_TO.match(plain)
    # The name that it is put to, and any quotation, are no part of what is asked.
    body = " " * put_to.end() + plain[put_to.end() :] if put_to else plain
    rules = language.questions
    remarks: list[Remark] = []

    def remark(kind: str, message: str, ask: str = "", span: tuple[int, int] | None = None) -> None:
        first, last = span or (0, len(asked))
        remarks.append(
            Remark(
                check=CHECK,
                kind=kind,
                start=start + first,
                end=start + last,
                words=asked[first:last],
                message=message,
                ask=ask,
            )
        )

    if not asked.endswith("?") or plain.count("?") != 1:
        remark("form", _FORM)
    offers_choice = bool(_choice(rules.choice).search(body))
    for rule in rules.rules:
        found = rule.search(body.lstrip())
        if found is None or (rule.kind == "closed" and offers_choice):
            continue
        shift = len(body) - len(body.lstrip())
        remark(rule.kind, rule.message, rule.ask, (shift + found.start(), shift + found.end()))
    if not any(r.kind == "affect" for r in remarks) and set(words(body)) & language.affect:
        remark("affect", _FEELING)
    if language.groups is not None and (noun := language.groups.search(body)):
        remark("group", _GROUP, span=noun.span())
    elif found_type := next(iter(language.stereotypes.find(body, strict=True)), None):
        remark("group", _GROUP, found_type.rule.ask, (found_type.start, found_type.end))
    if len(words(asked)) > rules.most_words:
        remark("long", f"It is longer than {rules.most_words} words.")
    return remarks


@lru_cache(maxsize=8)
def _choice(pattern: str) -> re.Pattern[str]:
    return joined((pattern,))
