"""What an own line is by its surface, and what it is worth going back to. Pure.

A sort (said, held_back, wish) decides which question may stand beside a line, never what it means.
"""

from __future__ import annotations

import re

from assistant.domain.cue_patterns import CuePattern
from assistant.domain.guidance import Bank
from assistant.domain.reflecting import LookBack
from assistant.drafting.choosing import Span, score
from assistant.drafting.phrases import clause_after, wished_for
from assistant.drafting.reading import Sentence
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
TURNS = frozenset(["held_back", "left_undone", "put_off", "took_over", "stopped"])
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


class Signs:
    """Reads one person's lines. ``newest`` is the number of the last session that was held."""

    def __init__(self, look: LookBack, bank: Bank, newest: int) -> None:
        self._look = look
        self._bank = bank
        self._words = bank.reflecting
        self._newest = newest
        self._partner = _named(look.partner)
        self._subjects: dict[int, str] = {}
        self.heavy = False
        """Whether words about the weight of an hour may be ground for a question."""

    def sorts(self, span: Span) -> list[str]:
        """What a run is by its surface: the first sign that fits, and the cues inside it."""
        text = self._partner.sub("they", span.text)
        signs = self._words.signs
        found = [sign for sign in signs if self._words.patterns[sign].search(text)][:1]
        if found == ["note_to_self"] and text.rstrip().endswith("?"):
            found = ["doubt"]
        if found and self._subjects.get(id(span.sentence)) == "other" and not _MINE.search(text):
            # "Then asked what I would do": a line without a subject, and the last one was theirs.
            return ["partner_did"] if found[0] in (*_ACTS, "partner_did") else []
        for tag in _TAGS:
            cue = self._bank.cues.patterns.get("own_feeling" if tag == "feeling" else tag)
            if tag in span.sentence.tags and cue is not None and self._is(tag, span, cue):
                found.append(tag)
        if self.heavy and self._words.patterns["load"].search(span.text):
            found.append("load")
        return found

    def _is(self, tag: str, span: Span, cue: CuePattern) -> bool:
        """Whether the run itself holds the cue of its sentence, and is the writer's own."""
        held = [found.group() for found in cue.finditer(span.text)]
        if tag == "doubt":
            return any(any(letter.isalpha() for letter in cue_words) for cue_words in held)
        return bool(held) and (tag != "wish" or self._wishes(span, cue))

    def _wishes(self, span: Span, cue: CuePattern) -> bool:
        """Whether a wish is the writer's own and names something."""
        if _THEIRS.search(self._partner.sub("they", span.text)) or TOLD.search(span.text):
            return False
        ends = [found.end() for found in cue.finditer(span.text)]
        return any(wished_for(clause_after(span.text, end)) for end in ends)

    def worth(self, span: Span) -> float:
        """How well a run would serve; one of its sort fits already."""
        base = score(span, newest=self._newest, stopwords=self._bank.cues.stopwords) + _FITS
        # Here a person reads their own words: what they felt takes nothing off.
        base += 1.0 if "feeling" in span.sentence.tags else 0.0
        base += 1.5 if self._words.patterns["telling"].search(span.text) else 0.0
        base -= 1.5 if len(span.words) < _SLIGHT else 0.0
        return base

    def own_worth(self, sort: str, span: Span) -> float:
        """What a sort adds: most where the line begins with the act, and by the two roles."""
        pattern = self._words.patterns.get(sort)
        found = pattern.search(span.text) if pattern else None
        begins = 1.5 if found is not None and found.start() <= _AT_ITS_START else 0.0
        if sort in _ACTS and _TOWARDS.search(self._partner.sub("them", span.text)):
            begins += 1.5
        return begins + _BY_ROLE.get((self._look.voice, sort), 0.0)

    def follow(self, sentences: list[Sentence]) -> None:
        """Learn whose act a line is that names nobody: whoever the line before it was about."""
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
            self._subjects[id(sentence)] = subject if _NO_SUBJECT.search(text) else ""
            asked = bool(re.search(r"\basked\b", text))


def _named(partner: str) -> re.Pattern[str]:
    """How a note names the partner: in full, or by an initial that is no word of its own."""
    names = [partner, *(initial for initial in partner[:1] if initial not in "AIO")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
