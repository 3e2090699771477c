"""The wordings of the questions that stand around a subject: promises, trials, begin and end.

They are built as those of a subject are; see ``forms``.
"""

from __future__ import annotations

Forms = dict[str, tuple[tuple[str, ...], ...]]

FRAME_FORMS: Forms = {
    "kept": (
        (
            "{owner}: what has it left open?",
            "{owner}: what was not as you had expected?",
        ),
    ),
    "kept-unfinished": (
        ("{owner}: what of it can be shown today?", "{owner}: what of it belongs in this hour?"),
    ),
    "kept-by-mentor": (("{other}: what have you done with it since?",),),
    "missed": (
        (
            "{owner}: what would have had to be different?",
            "{owner}: what would have made it possible?",
        ),
    ),
    "missed-brief": (("{owner}: keep it, shrink it or let it go?",),),
    "missed-standing": (
        (
            "{owner}: what would it take to hold for a month without you?",
            "{owner}: who could see to it from this week on?",
        ),
    ),
    "missed-booking": (
        ("{owner}: who books the next date, here and now?", "{owner}: who books from now on?"),
    ),
    "due": (("{owner}: where does it stand, in one sentence?", "{owner}: how far has it got?"),),
    "begun": (
        (
            "{owner}: what have you seen come of it so far?",
            "{owner}: where does it stand, in one sentence?",
        ),
    ),
    "due-by-mentor": (
        ("{owner}: what have you come across so far?", "{owner}: what in it did you not expect?"),
    ),
    "open": (("{owner}: what has moved on it so far?", "{owner}: what does it need next?"),),
    "noted": (
        (
            "{owner}, on the line from your note: which part of it is a promise today?",
            "{owner}, on the line from your note: in which words would you promise it today?",
        ),
    ),
    "lasted": (
        (
            "{owner}, on what lasted: what became of it?",
            "{owner}, on what lasted: where has it been of use since?",
        ),
    ),
    "experiment": (
        (
            "{mentee}: what will you try once, before session {next}?",
            "{mentee}: what is small enough to be tried before session {next}?",
        ),
        ("Who would spot it first, if nobody told them?", "Where would it show, if it worked?"),
    ),
    "gain": (
        (
            "{mentor}: what would you like to have seen or done by session {next}?",
            "{mentor}: what would make the next hour worth more to you?",
        ),
        (
            "{mentee}: what can you open, show or pass on for that, by which day?",
            "{mentee}: which door is yours to open, by which day?",
        ),
    ),
    "gain-seen": (
        (
            "{mentor}: what would you like to sit in on before session {next}?",
            "{mentor}: which of it would you like to see from close by?",
        ),
        (
            "{mentee}: what can you open, show or pass on for that, by which day?",
            "{mentee}: which door is yours to open, by which day?",
        ),
    ),
    "asks-back": (("{mentee}: what is the next step on it, with a day?",),),
    "practice": (
        (
            "{mentor}: which minute of today would you lead differently?",
            "{mentor}: what was the hardest sentence today?",
        ),
        (
            "{mentee}: which moment of today would you name, if you were asked in a month?",
            "{mentee}: which sentence of today will you still have in a month?",
        ),
    ),
    "for-both": (
        (
            "What small thing would serve both of you before session {next}?",
            "What could one of you bring and the other try before session {next}?",
        ),
        ("Who would notice first, if nobody told them?",),
    ),
    "unasked": (("{owner}: at which point is advice of use to you?",),),
    "proposed-aloud": (("What of this was settled?", "What has come of this?"),),
    "settled-aloud": (("What of this stands as it was said?", "What of it holds today?"),),
    "asked-aloud": (("What has been answered by now?", "Who would know?"),),
    "set-going": (("What has come of it since?", "Who has heard back on it?"),),
    "settle-access": (
        (
            "What in this room needs a change before we start?",
            "What would make this hour easier to follow, for either of you?",
        ),
    ),
    "asked-ahead": (("{other}: what is your answer to that?",),),
    "adjust": (
        ("Goal by goal: what is different since session 1?",),
        (
            "Which goal deserves more of the {left} sessions left?",
            "What has changed around you since these goals were written?",
        ),
        ("What can be left out from here on?", "Which of them would you write differently today?"),
    ),
    "stays": (
        (
            "Which habit of yours will outlast these sessions?",
            "What do you now do on an ordinary day that you did not do before session 1?",
        ),
        ("What would a colleague say has changed?", "Where has it shown, outside this room?"),
        ("Which promise is worth keeping after today?",),
    ),
    "agreement": (
        ("What may leave this room?",),
        (
            "How do we move a session without losing it?",
            "When a date has to move, who finds the next one?",
        ),
        ("What shall either of us do when a question goes too far?",),
    ),
    "settle": (
        (
            "What did you catch yourself doing differently since session {last}?",
            "What has happened since session {last} that belongs in this room?",
        ),
    ),
    "restart": (
        (
            "What would you like to have said by the end of today?",
            "What needs saying today, before it gets too late for it?",
        ),
    ),
    "meet": (
        ("How did each of you come to hear of this?",),
        ("What should the other know about how you work best?",),
    ),
    "roles": (
        (
            "Which word may either of you use to say “let me get to the end”?",
            "What sign shall either of you give when it is too early for answers?",
        ),
        (
            "{mentor}: at which point is advice of use to you?",
            "{mentor}: when would you rather be asked than told?",
        ),
    ),
}
