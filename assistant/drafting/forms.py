"""The wordings of the rules' questions about a subject, by what set them off.

Fields in braces are names of the two or numbers of sessions, never somebody's words. Each trigger
has its questions in order, and each question the wordings that it may take.
"""

from __future__ import annotations

from assistant.drafting.frame_forms import FRAME_FORMS, Forms

SUBJECT_FORMS: Forms = {
    "broke-off": (
        ("{owner}: what comes after the point where it stopped?", "{owner}: how does it go on?"),
        (
            "{other}, before anything is solved: what did you hear?",
            "{other}, in your own words: what have you just heard?",
        ),
        (
            "{owner}: what in it does nobody else in the room take notice of?",
            "{other}: where have you seen it since?",
        ),
    ),
    "looked": (("{other}, from what you have seen since: what did you not expect?",),),
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
            "Each of you, for one minute: what speaks for the other's reading?",
            "Each of you: which sign would make you change your own reading?",
        ),
    ),
    "reflected": (
        (
            "{owner}: what in the hour brought you to this?",
            "{owner}: where has this shown itself since?",
        ),
        ("{other}: what of it did you see from your side?", "{other}: what would you add to it?"),
        ("Both: what would the next hour look like if you took this at its word?",),
    ),
    "views": (
        ("{owner}: which moment at work made you see it so?",),
        ("{other}: which moment would you set beside it?",),
        (
            "Each of you, for one minute: what speaks for the other's view?",
            "Both: what could you look at before session {next} that would settle it?",
        ),
    ),
    "one-sided": (
        ("{other}: how did that look from your side?", "{other}: what would you set beside this?"),
        ("{owner}: what would you like to know that you could not tell?",),
    ),
    "first-of-theirs": (
        (
            "What would you want to come of this?",
            "Where would you begin with this, if it came first today?",
        ),
    ),
    "first-of-ours": (
        ("What have you come across of this since?", "What would be a good next step with this?"),
    ),
    "first-of-missed": (("What would have had to be different?",),),
    "first-of-open": (("How far has it got?", "What have you come across so far?"),),
    "doubt": (("Who would know?", "What would be enough to decide?", "What would settle it?"),),
    "wish": (
        (
            "{mentee}: take us through ten minutes of it, as a camera would have seen them.",
            "{mentee}: which ten minutes of it would you show us, from the first to the last?",
        ),
        (
            "{mentor}: at which point would you have stopped the film?",
            "{mentor}: what in this do you know from where you work?",
        ),
        (
            "Both: which single minute of it would you change?",
            "Both: which part of it is in your own hands?",
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
        (
            "Both: which part of it is in your own hands?",
            "Both: what of it could you go and look at?",
        ),
    ),
    "feedback": (
        (
            "{owner}: what would that look like, the next time it comes up?",
            "{owner}: what would tell you that this was heard?",
        ),
        (
            "{other}: what would help you to do it?",
            "{other}: what do you usually do at that point?",
        ),
    ),
    "parked": (
        (
            "{owner}: what would you have said about it, had there been time?",
            "{owner}: what was it about this that you wanted to reach?",
        ),
        ("What has happened to it since?", "{other}: where have you come across it since?"),
        (
            "Both: what would be a good place to leave it today?",
            "Both: what would be enough of it for today?",
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
        ("{mentee}: what did you take it to mean?", "{mentee}: what would you have asked next?"),
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
}

FORMS: Forms = {**SUBJECT_FORMS, **FRAME_FORMS}
