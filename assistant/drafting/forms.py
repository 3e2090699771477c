"""The wordings of the rules' questions, by what set them off.

Fields in braces are names of the two or numbers of sessions, never somebody's words. Each trigger
has its questions in order, and each question the wordings that it may take.
"""

from __future__ import annotations

FORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    # For each trigger its questions in order, each with the wordings that it may take.
    "kept": (
        (
            "{owner}: what has it left open?",
            "{owner}: what turned out otherwise than planned?",
            "{owner}: who else has noticed?",
        ),
    ),
    "kept-by-mentor": (
        (
            "{other}: what have you done with it since?",
            "{other}: which part of it have you used?",
        ),
    ),
    "missed": (
        (
            "{owner}: what would have made it possible?",
            "{owner}: at which point did it stop?",
        ),
        ("{owner}: keep it, shrink it or let it go?",),
    ),
    "due": (
        (
            "{owner}: where does it stand, in one sentence?",
            "{owner}: how far has it got?",
        ),
    ),
    "begun": (
        (
            "{owner}: what have you seen come of it so far?",
            "{owner}: where does it stand, in one sentence?",
        ),
    ),
    "due-by-mentor": (
        (
            "{owner}: which part of it would you show first?",
            "{owner}: what does it say that you did not expect to find?",
        ),
    ),
    "open": (("{owner}: what has moved on it so far?", "{owner}: what does it need next?"),),
    "noted": (
        (
            "{owner}: which part of this did you take on, and until when?",
            "{owner}: in which words would you promise this today?",
        ),
    ),
    "broke-off": (
        ("{owner}: what comes after the point where it stopped?", "{owner}: how does it go on?"),
        (
            "{other}, before anything is solved: what did you hear?",
            "{other}, in your own words first: what was said?",
        ),
        ("{other}: which detail of it is new to you?", "{other}: what did you not expect in it?"),
    ),
    "difference": (
        (
            "{owner}: what could a visitor see for themselves once it is done?",
            "{owner}: what is still missing, in one example from work?",
        ),
        (
            "{other}: what has moved already that is out of {owner}'s sight?",
            "{other}: which example would you set beside it?",
        ),
        (
            "Both: what would have to be there by session {next} for the two readings to meet?",
            "Both: what could each of you look at before session {next} that would settle it?",
        ),
    ),
    "one-sided": (
        (
            "{other}: how did that look from your side?",
            "{other}: what would you set beside this?",
        ),
        ("{owner}: what would you like to know that you could not tell?",),
    ),
    "wish": (
        (
            "{mentee}: take us through ten minutes of it, as a camera would have seen them.",
            "{mentee}: what happened the last time, in the order in which it happened?",
        ),
        (
            "{mentor}: at which point would you have stopped the film?",
            "{mentor}: what did you notice that was not said?",
        ),
    ),
    "wish-of-mentor": (
        (
            "{mentor}: what about this do you want {mentee} to see?",
            "{mentor}: where would you start?",
        ),
        (
            "{mentee}: what did you take for granted about it until now?",
            "{mentee}: what does it look like from where you sit?",
        ),
    ),
    "feedback": (
        (
            "{owner}: what would it look like in the next half hour?",
            "{owner}: how would you notice, today, that it is happening?",
        ),
        (
            "{other}: what would help you to do it?",
            "{other}: what do you usually do at that point?",
        ),
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
    "parked": (
        (
            "{owner}: what would you have said about it, had there been time?",
            "{owner}: what was it about this that you wanted to reach?",
        ),
        (
            "What has happened to it since?",
            "{other}: where have you come across it since?",
        ),
    ),
    "goal": (
        (
            "What is different since session {first}, in something that others could see?",
            "Where did this last show itself at work?",
        ),
        (
            "What would be the next sign of it, small enough to miss?",
            "Which step towards it is in your hands alone, {mentee}?",
        ),
    ),
    "measure": (
        (
            "What would each of you need to see by session {total} to call it done?",
            "By which sign would both of you know that it has been reached?",
        ),
    ),
    "heard": (
        (
            "What of this do you know from your own work?",
            "Where would this have gone differently at your desk?",
        ),
        (
            "{mentee}: what did you take it to mean?",
            "{mentee}: what would you have asked next?",
        ),
        ("Which part of it can the two of you settle?",),
    ),
    "question": (
        ("{owner}: what happened that made it a question?",),
        ("{other}: what would you want to know before you answer?",),
    ),
    "purpose": (
        ("{mentee}: what were you looking for when you said yes to this?",),
        ("{mentor}: what did you come wanting to put on the table?",),
        (
            "Both: which half hour together would be worth it to each of you?",
            "Both: what is there that neither of you could do alone?",
        ),
    ),
    "lasted": (
        (
            "{owner}: what became of it?",
            "{owner}: where have you used it since?",
        ),
    ),
    "experiment": (
        (
            "{mentee}: what will you try once, before session {next}?",
            "{mentee}: what is small enough to be tried before session {next}?",
        ),
        (
            "Who would spot it first, if nobody told them?",
            "Where would it show, if it worked?",
        ),
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
    "asks-back": (("{mentee}: what is the next step on it, with a day?",),),
    "practice": (
        (
            "{mentor}: which minute of today would you lead differently?",
            "{mentor}: what was the hardest sentence today?",
        ),
        (
            "{mentee}: which moment of today would you name, if you were asked in a month?",
            "{mentee}: what did {mentor} do today that another lead could learn from?",
        ),
    ),
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
        (
            "What would a colleague say has changed?",
            "Where has it shown, outside this room?",
        ),
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
        ("How did each of you come to say yes to this?",),
        ("What should the other know about how you work best?",),
    ),
}
