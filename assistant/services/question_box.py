"""The questions box: parked in private, answered from guidance, or put to the partner."""

from __future__ import annotations

from assistant.domain.finding import seems_answered
from assistant.domain.pair_views import QuestionHelp, QuestionView
from assistant.domain.people import Pairing, Participant
from assistant.domain.ports import SearchRequest
from assistant.domain.questions import question_remarks
from assistant.domain.sessions import Question
from assistant.domain.sources import Hit
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_LONGEST = 400
_PASSAGES = 4


class QuestionBox:
    """A question is its author's alone until they ask it."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def listed(self, wanted: str) -> list[QuestionView]:
        """The reader's own and those that their partner asked; unanswered ones first."""
        pairing = self._context.pairing(wanted)
        found = self._context.repositories.find(
            self._context.reader(), Question, pairing=pairing.id
        )
        views = [self._view(pairing, question) for question in found]
        return sorted(views, key=lambda view: (view.answered, not view.mine))

    def park(self, wanted: str, text: str) -> QuestionView:
        """Put a question into the box, as it comes. Nobody else reads it."""
        pairing = self._context.pairing(wanted)
        question = Question(
            programme=pairing.programme,
            pairing=pairing.id,
            author=self._context.reader().person,
            visibility=Visibility.PRIVATE,
            text=_worded(text),
        )
        return self._saved(pairing, question)

    def reword(self, wanted: str, text: str) -> QuestionView:
        """Other words for it; while it is asked, the partner reads the new ones."""
        pairing, question = self._own(wanted)
        return self._saved(pairing, question.changed(text=_worded(text)))

    def ask(self, wanted: str, *, asked: bool = True) -> QuestionView:
        """Let the partner read it, so that nobody is ambushed; or take it back."""
        pairing, question = self._own(wanted)
        to = Visibility.PAIR if asked else Visibility.PRIVATE
        return self._saved(pairing, question.changed(visibility=to))

    def answered(self, wanted: str, answer: str = "", *, done: bool = True) -> QuestionView:
        """Mark it as answered, with a note of the answer if one likes; or open again."""
        pairing, question = self._own(wanted)
        note = " ".join(answer.split())[:_LONGEST] or question.answer
        return self._saved(pairing, question.changed(answered=done, answer=note))

    def remove(self, wanted: str) -> None:
        """Erase one's own question, from search as well."""
        _, question = self._own(wanted)
        self._context.repositories.remove(self._context.reader(), question)
        self._indexing.catch_up()

    def help_with(self, wanted: str) -> QuestionHelp:
        """Guidance that may answer it, and open forms where it would close a talk or blame."""
        pairing, question = self._own(wanted)
        remarks = question_remarks(question.text, self._context.bank.language)
        offered = dict.fromkeys(remark.ask for remark in remarks if remark.ask)
        found = self._guidance(question.text)
        return QuestionHelp(
            question=self._view(pairing, question),
            passages=tuple(found),
            seems_answered=seems_answered(found),
            remarks=tuple(dict.fromkeys(remark.message for remark in remarks)),
            # Some of what is offered is advice on asking, and no question itself.
            open_forms=tuple(form for form in offered if form.endswith("?")),
        )

    # --- inside --------------------------------------------------------------------------

    def _guidance(self, text: str) -> list[Hit]:
        request = SearchRequest(
            reader=self._context.reader(),
            query=text,
            kinds=frozenset({"guidance", "document"}),
            different=True,
            k=_PASSAGES,
        )
        return self._indexing.find(request)

    def _own(self, wanted: str) -> tuple[Pairing, Question]:
        """By id. A partner's question can be read and not changed."""
        reader = self._context.reader()
        found = [
            question
            for question in self._context.repositories.find(reader, Question)
            if question.id == wanted and question.pairing in reader.pairings
        ]
        if not found:
            raise NotFound(
                "There is no such question of yours.", next_step="See: viceversa questions list"
            )
        if found[0].author != reader.person:
            raise NotAllowed("A question is its author's to change.", safe="It is still there.")
        return self._context.pairing(found[0].pairing or ""), found[0]

    def _saved(self, pairing: Pairing, question: Question) -> QuestionView:
        kept = self._context.repositories.save(self._context.reader(), question)[0]
        self._indexing.catch_up()
        assert isinstance(kept, Question)
        return self._view(pairing, kept)

    def _view(self, pairing: Pairing, question: Question) -> QuestionView:
        author = self._context.repositories.get(
            self._context.reader(), Participant, question.author
        )
        return QuestionView(
            id=question.id,
            pairing=pairing.id,
            text=question.text,
            mine=question.author == self._context.reader().person,
            asked=question.visibility is not Visibility.PRIVATE,
            answered=question.answered,
            answer=question.answer,
            author=author.first_name,
        )


def _worded(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise InvalidInput("A question needs words.", safe="Nothing was kept.")
    if len(words) > _LONGEST:
        raise InvalidInput(
            f"A question has at most {_LONGEST} characters; this has {len(words)}.",
            safe="It is kept where you typed it.",
            next_step="Make two of it.",
        )
    return words
