"""A session while it takes place: begun, ticked off, noted in bullets, and ended as a note."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.run_views import RunEnd, RunView
from assistant.domain.running import FIVE_MINUTES, Bullet, ItemState, RunItem, SessionRun
from assistant.domain.sessions import Paragraph, Session, SessionNote, SessionState
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context
from assistant.services.indexing import Indexing
from assistant.services.run_pages import RunPages, id_of

_NUMBER = int | None


class Running:
    """Acts on the reader's own page of a session."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing
        self.pages = RunPages(context)

    def begin(self, wanted: str, number: _NUMBER = None) -> RunView:
        """Start the clock. Begun late, a session still ends when it was planned to."""
        pairing, session = self.pages.of(wanted, number)
        run = self.pages.run(pairing, session)
        if run.began_at is not None:
            return self.pages.shown(pairing, session, run)
        now = self._context.clock.now()
        length = timedelta(minutes=run.minutes)
        starts = session.starts_at
        ends = starts + length if starts and starts <= now < starts + length else now + length
        first = run.items[0].id if run.items else ""
        begun = run.changed(began_at=now, ends_at=ends, hand=first, since=now)
        return self._saved(pairing, session, begun)

    def mark(self, wanted: str, item: str, state: ItemState, number: _NUMBER = None) -> RunView:
        """Tick a line off or park it, or take that back; ``item`` is an id, a number, or "" for
        the line in hand."""
        pairing, session, run = self._running(wanted, number)
        found = _item(run, item)
        state = ItemState.OPEN if found.state is state else state
        return self._saved(pairing, session, run.marked(found, state, self._context.clock.now()))

    def turn_to(self, wanted: str, item: str, number: _NUMBER = None) -> RunView:
        """Talk about this line from now on."""
        pairing, session, run = self._running(wanted, number)
        turned = run.turned_to(_item(run, item), self._context.clock.now())
        return self._saved(pairing, session, turned)

    def add_bullet(
        self, wanted: str, text: str, visibility: Visibility | None, number: _NUMBER = None
    ) -> RunView:
        """Keep a few words. The partner reads them after the end, if they are for both."""
        pairing, session, run = self._running(wanted, number)
        if not text.strip():
            raise InvalidInput("A bullet needs words.", safe="Nothing was kept.")
        bullet = Bullet(text=text.strip(), visibility=_for_pair(visibility or run.bullets_for))
        return self._saved(pairing, session, run.with_bullets((*run.bullets, bullet)))

    def change_bullet(
        self, wanted: str, bullet: str, visibility: Visibility | None, number: _NUMBER = None
    ) -> RunView:
        """Other readers for a bullet, or None to leave it out. By id or number from 1."""
        pairing, session, run = self._running(wanted, number)
        place = _place(run, bullet)
        bullets = list(run.bullets)
        if visibility is None:
            del bullets[place]
        else:
            update = {"visibility": _for_pair(visibility)}
            bullets[place] = bullets[place].model_copy(update=update)
        return self._saved(pairing, session, run.with_bullets(tuple(bullets)))

    def five_more(self, wanted: str, number: _NUMBER = None) -> RunView:
        """Five more minutes."""
        pairing, session, run = self._running(wanted, number)
        return self._saved(pairing, session, run.later(FIVE_MINUTES))

    def set_bullets_for(
        self, wanted: str, visibility: Visibility, number: _NUMBER = None
    ) -> RunView:
        """Who may read bullets from now on."""
        pairing, session, run = self._running(wanted, number)
        return self._saved(pairing, session, run.changed(bullets_for=_for_pair(visibility)))

    def hide_timers(self, wanted: str, number: _NUMBER = None, *, hidden: bool) -> RunView:
        """Show no clock, or show it again."""
        pairing, session = self.pages.of(wanted, number)
        run = self.pages.run(pairing, session)
        return self._saved(pairing, session, run.changed(timers_hidden=hidden))

    def undo(self, wanted: str, number: _NUMBER = None) -> RunView:
        """Take the last act back. InvalidInput if there is none."""
        pairing, session, run = self._running(wanted, number)
        return self._saved(pairing, session, run.undone(self._context.clock.now()))

    # --- its end -------------------------------------------------------------------------

    def look_ahead_to_end(self, wanted: str, number: _NUMBER = None) -> RunEnd:
        """What ending it would keep and share. Nothing is changed."""
        pairing, session, run = self._running(wanted, number)
        over = run.ended(self._context.clock.now(), "")
        paragraphs = _paragraphs(run, over, share=True)
        states = [item.state for item in over.items]
        return RunEnd(
            partner=self.pages.shown(pairing, session, run).partner,
            shared=tuple(p.text for p in paragraphs if p.visibility is Visibility.PAIR),
            private=sum(p.visibility is Visibility.PRIVATE for p in paragraphs),
            done=states.count(ItemState.DONE),
            parked=states.count(ItemState.PARKED),
            not_reached=states.count(ItemState.NOT_REACHED),
        )

    def end(self, wanted: str, number: _NUMBER = None, *, share: bool) -> RunView:
        """It was held, on the day on which it began. Bullets and what is left over become a note of
        the reader's; ``share`` lets the partner read what is for both, else all of it stays the
        reader's own."""
        pairing, session, run = self._running(wanted, number)
        ended = f"{run.id}\x00{run.version}"  # each time that it is run leaves a note of its own
        over = run.ended(self._context.clock.now(), id_of("note", ended))
        paragraphs = _paragraphs(run, over, share=share)
        records: list[Record] = []
        if session.version == 0 or session.state is SessionState.PLANNED:
            records.append(session.held(run.began_at or self._context.clock.now()))
        if paragraphs:
            records.append(
                SessionNote(
                    id=over.note,
                    programme=pairing.programme,
                    pairing=pairing.id,
                    session=session.id,
                    author=run.author,
                    visibility=max((p.visibility for p in paragraphs), key=lambda v: v.width),
                    paragraphs=paragraphs,
                )
            )
        else:
            over = over.changed(note="")
        self._context.repositories.save(self._context.reader(), *records, over)
        self._indexing.catch_up()
        return self.pages.view(pairing.id, session.number)

    # --- inside --------------------------------------------------------------------------

    def _running(self, wanted: str, number: _NUMBER) -> tuple[Pairing, Session, SessionRun]:
        pairing, session = self.pages.of(wanted, number)
        run = self.pages.run(pairing, session)
        if run.began_at is None:
            raise InvalidInput(
                f"Session {session.number} has not begun.",
                safe="Nothing was changed.",
                next_step="Begin it with: viceversa run begin",
            )
        if run.ended_at is not None:
            raise InvalidInput(
                f"Session {session.number} is over.", safe="What was kept is in your note."
            )
        return pairing, session, run

    def _saved(self, pairing: Pairing, session: Session, run: SessionRun) -> RunView:
        if session.state in (SessionState.HELD, SessionState.MISSED) and run.version == 0:
            raise NotAllowed(
                f"Session {session.number} is {session.state.value}.",
                safe="Nothing was changed.",
                next_step="Bring a note of it with: viceversa import",
            )
        records = [session] if session.version == 0 else []
        kept = self._context.repositories.save(self._context.reader(), *records, run)[-1]
        assert isinstance(kept, SessionRun)
        return self.pages.shown(pairing, session, kept)


def _paragraphs(run: SessionRun, over: SessionRun, *, share: bool) -> tuple[Paragraph, ...]:
    """Bullets, then what is left over, in words that the next agenda takes up ("parked")."""
    texts = [(bullet.text, bullet.visibility) for bullet in run.bullets]
    for item in over.left_over:
        said = "We parked" if item.state is ItemState.PARKED else "We did not get to"
        texts.append((f"{said} \u2018{item.topic.strip()}\u2019.", run.bullets_for))
    return tuple(
        Paragraph(id=f"p{place}", text=text, visibility=who if share else Visibility.PRIVATE)
        for place, (text, who) in enumerate(texts, start=1)
    )


def _item(run: SessionRun, wanted: str) -> RunItem:
    found = run.item(wanted)
    if found is None:
        raise NotFound(
            f"There is no line {wanted}." if wanted else "No line is left.",
            next_step="See the lines with: viceversa run --pairing",
        )
    return found


def _place(run: SessionRun, wanted: str) -> int:
    for place, bullet in enumerate(run.bullets):
        if wanted in (bullet.id, str(place + 1)):
            return place
    raise NotFound("That bullet is no longer there.")


def _for_pair(visibility: Visibility) -> Visibility:
    if visibility is Visibility.PROGRAMME:
        raise InvalidInput("A bullet is yours alone, or for you two.", safe="Nothing was kept.")
    return visibility
