"""The shipped cues and word lists: what they find in untidy notes, and what they leave alone."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.guidance import Bank
from assistant.exchange.content import (
    load_bank,
)

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(KNOWLEDGE)


HITS: dict[str, list[str]] = {
    "promise": [
        "I'll send the two forms",
        "ill ask the rota team tmrw",
        "Dev to print the list for thurs",
        "Will ring the depot this week.",
        "I owe her a page on the visitor desk",
        "she'll sit in on one call, no headset",
        "My office to book the small room",
        "said I'd find out who owns the lift",
        "Badges from next week, easy",
    ],
    "not_promise": [
        "said I'd think",
        "She will think about it.",
        "Maybe bring the leaflets again",
        "I could ask the night team",
        "or not",
        "Should we do the tour next time??",
        "He might join one call",
        "yes more or less",
    ],
    "wish": [
        "Would like to see the loading bay at six",
        "less about forms and more about phones",
        "next time the queue pls",
        "wants to look at the rota",
    ],
    "parked": [
        "Parking charges, parked.",
        "we didn't get to the badges",
        "never did finish the bit about shifts",
        "ran out of time on my goal",
        "strike notices, didnt get to it",
        "had to dash, board call",
    ],
    "difference": [
        "I said one site, he said three",
        "Priya thinks it's done.",
        "He may mean the counter and not the phones",
        "seemed odd, she seemed to expect a lecture",
        "I count it as half, she counts it as done",
        "thought that's what the list was for",
    ],
    "doubt": [
        "Not sure I want it??",
        "couldn't tell from the doorway",
        "dont really know what the form is for",
        "still no answer from estates",
        "No idea.",
    ],
    "learnt": [
        "He taught me the shortcut",
        "I had read the empty form as a no",
        "first time I've seen where a complaint lands",
        "I now ask before I open the file",
        "Realised the sign faces the wall",
        "which I have since done twice",
    ],
    "guess": [
        "I don't think he minded",
        "She looked annoyed tbh",
        "he'll be mortified",
        "Productive, I think she enjoyed it.",
        "I think that landed?",
        "or bored her, hard to say",
        "went quiet, I think pleased",
        "that's what they feel about me",
    ],
    "own_feeling": [
        "I was nervous, ten slides",
        "Felt like a school visit",
        "Bit proud of that",
        "Shattered after, slept on the bus",
        "it makes me feel smaller",
        "I regretted the joke",
    ],
    "negation": ["not yet", "he didn't come", "we hadnt booked", "Nobody asked", "no lift"],
    "swear": ["what a bastard", "that silly cow", "he's an idiot", "told him to piss off"],
}

HITS |= {
    "joins": ["(Priya joins)", "Priya: sorry, I just joined", "now that everybody is here"],
    "off_record": ["Off the record, the lift is next", "Please don't tell the others",
                   "keep this out of the minutes"],
    "not_for_all": ["this stays between us by the way", "do not mention the move to Priya",
                    "it is not announced yet", "we plan a surprise farewell for her"],
    "for_all": ["Everyone, the room has changed", "Everybody please note the new date",
                "a reminder to everyone: bring the forms"],
    "offered": ["She offered me a seat on the board", "asked would I say a few words",
                "I asked whether he could join us"],
    "decided": ["We agreed to begin with the screen", "Decided: one page",
                "From now on he dials in",
                "did ground rules"],
    "lived": ["as the only woman on the shift", "people like me stop asking",
              "what happened to me at the desk", "my accent on the tannoy", "I came out as gay",
              "disability at work", "the only Black engineer in the room"],
    "worth_knowing": ["it is important to remember the date", "the deadline is 15 May",
                      "dinner will be at Corner House", "due on Friday"],
    "advised": ["then he slipped straight into advice", "She gave me a lot of useful tips",
                "career advice again for ten minutes"],
    "unasked": ["I had not asked for it", "nobody asked for that", "unsolicited, but kind"],
    "own_view": ["I count it as half", "to me that's a telling-off", "my hunch is it isn't slow",
                 "I take it we have settled that", "thought that's what the list was for"],
    "set_going": ["He rang the estates team from the room", "she wrote to the union",
                  "raised a ticket while I watched"],
    "settled_aloud": [
        "we're pretty much decided on rubber",
        "so we'll go with the small one",
        "the voice part we already decided",
    ],
    "asked_aloud": ["how do we print the map?", "we still have to decide on the buttons"],
    "proposes": ["we should put the list by the door", "we could leave the lid off",
                 "I'd go for the blue one", "let's do it by hand"],
}  # fmt: skip

MISSES: dict[str, list[str]] = {
    "joins": ["I joined the project channel late", "(laughs)", "everybody is here for the same"],
    "off_record": ["She told me about the record", "keep this bit about the queue"],
    "not_for_all": ["between the two desks", "that was a surprise to me", "he mentioned the lift"],
    "for_all": ["everyone laughed", "I asked everybody twice"],
    "offered": ["I'd asked for it as text", "he asked me to let him do his job"],
    "decided": ["I could not decide", "an agreement would help", "she disagreed"],
    "lived": [
        "as the only way in",
        "a blinding light",
        "what happened at the desk",
        "people like that form",
        "my background task ran",
    ],
    "worth_knowing": ["I remember the queue", "it will be fine"],
    "advised": ["We looked at advice cards", "he offered me the chair"],
    "unasked": ["I asked for it twice", "she did not ask the driver"],
    "own_view": [
        "Priya thinks it's done.",
        "so I take it she sees that",
        "He may mean the counter",
    ],
    "set_going": ["She rang me on Monday", "he wrote to you in May"],
    "settled_aloud": [
        "we have decided nothing",
        "we'll see",
        "if we're going for the old look",
        "once we've decided on the buttons",
        "we already decided that last time",
    ],
    "asked_aloud": ["how was your week?", "we decided that in May"],
    "proposes": ["we did that in May", "I think it was Tuesday"],
    "promise": [
        "He was off ill all week",
        "I wanted to ask who runs the rota and did not",
        "Forgot to send the list",
        "I'll give her that.",
        "She'll have me down as a yes",
        "I want to be told that I am doing well",
        "it will be cold in there",
    ],
    "not_promise": ["I'll send it by Friday.", "There is no doubt about the date", "We met at ten"],
    "wish": ["Last time we looked at forms.", "It was like a wish list on the wall"],
    "parked": [
        "He had parked outside the depot",
        "the car park was full",
        "ran out of nerve in the lift",
        "She came to the counter at nine",
    ],
    "difference": [
        "I said what I thought, then we moved on",
        "Both of us counted nine",
        "We met in a different room",
    ],
    "doubt": ["He made sure the room was booked", "I could tell him the number", "A sure thing"],
    "learnt": ["We are still learning the new rota", "He taught the new starters on Monday"],
    "guess": [
        "I was uncomfortable with the silence",
        "The part about forms was uncomfortable",
        "She looked at the rota twice",
        "I looked tired on the recording",
        "He asked me to slow down",
    ],
    "own_feeling": [
        "Upset customers rang all day",
        "He was nervous before the call",
        "The queue moved",
        "mine: sorry, the lift broke at nine",
    ],
    "negation": ["The knot in the cable was noted", "Room No. 4 on the north side"],
    "swear": ["We met at the Scunthorpe depot", "The cow field by the line floods", "shiitake"],
}


@pytest.mark.parametrize(("kind", "line"), [(k, v) for k, vs in HITS.items() for v in vs])
def test_an_untidy_note_is_read_for_what_it_is(kind: str, line: str, bank: Bank) -> None:
    assert bank.cues.patterns[kind].search(line)


@pytest.mark.parametrize(("kind", "line"), [(k, v) for k, vs in MISSES.items() for v in vs])
def test_a_line_that_only_looks_like_it_is_left_alone(kind: str, line: str, bank: Bank) -> None:
    assert not bank.cues.patterns[kind].search(line)


def test_every_single_cue_compiles_and_is_bounded(bank: Bank) -> None:
    from re import _parser  # type: ignore[attr-defined]

    def worst(parsed: Any, inside: bool = False) -> list[str]:
        found: list[str] = []
        for operation, value in parsed:
            name = str(operation)
            if name in ("MAX_REPEAT", "MIN_REPEAT"):
                _least, most, body = value
                most = int(most)
                if most > 80:
                    found.append("repeats without a bound")
                if inside and most > 1:
                    found.append("repeats inside a repetition")
                found += worst(body, inside or most > 1)
            elif name == "SUBPATTERN":
                found += worst(value[-1], inside)
            elif name == "BRANCH":
                found += chain.from_iterable(worst(branch, inside) for branch in value[1])
            elif name in ("ASSERT", "ASSERT_NOT"):
                found += worst(value[1], inside)
        return found

    kinds = (*HITS, "swear")
    assert set(kinds) == set(bank.cues.patterns)
    for kind in kinds:
        for pattern in getattr(bank.cues, kind):
            assert worst(_parser.parse(pattern)) == [], (kind, pattern)
    assert worst(_parser.parse("(?:a{0,5}b){0,5}")) == ["repeats inside a repetition"]
    assert worst(_parser.parse("a*")) == ["repeats without a bound"]


def test_word_lists_are_full_and_in_small_letters(bank: Bank) -> None:
    cues = bank.cues
    assert len(cues.affect_words) >= 150
    assert len(cues.stopwords) >= 150
    assert {"no", "on", "off"} <= cues.stopwords  # which YAML would take for true and false
    assert {"millennials", "digital natives", "older workers"} <= cues.group_nouns
    assert {"may", "tues", "september"} <= cues.months_weekdays
    words = cues.affect_words | cues.stopwords | cues.group_nouns | cues.months_weekdays
    assert [word for word in words if word != word.lower().strip()] == []
    assert not cues.affect_words & cues.stopwords
