"""Beginning for oneself, running a programme, inviting and joining, on real stores."""

from datetime import UTC, date, datetime, time

import pytest

from assistant.bootstrap import assistant
from assistant.domain.visibility import Role, Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.settings import Settings
from tests.conftest import FixedClock

FIRST = (date(2026, 6, 18), time(15))


class AfterAMonth:
    def now(self):
        return datetime(2026, 7, 11, 9, tzinfo=UTC)


@pytest.fixture
async def new_store(tmp_path):
    """An assistant on an empty store of that name, as on somebody's own computer."""
    opened = []

    def make(name: str = "own", clock=FixedClock):
        one = assistant(
            Settings(
                store=str(tmp_path / f"{name}.sqlite"), embedder="none", time_zone="Europe/London"
            ),
            clock=clock(),
            settings_file=tmp_path / f"{name}.toml",
        )
        opened.append(one)
        return one

    yield make
    for one in opened:
        await one.close()


async def test_a_mentor_alone_begins_with_two_names_and_gets_an_agenda(new_store):
    lena = new_store()
    begun = await lena.start_pairing(
        "Lena Brandt", "Victor Osei", "mentor", focus="remote people", goal="Be heard", first=FIRST
    )
    assert await lena.person() == begun.person
    home = await lena.home()
    assert home.next.title == "Prepare session 1 with Victor"
    assert home.next.due == "Thu 18 June, 15:00"
    assert home.pairings[0].goals == ("Be heard",)
    assert home.programmes == ()
    agenda = (await lena.prepare_agenda(begun.pairing)).agenda
    assert sum(line.minutes for line in agenda.lines) == 60


async def test_own_notes_go_into_the_own_pairing_beside_the_demo(open_as):
    ana = open_as("ana-ferreira")
    assert await ana.in_demo()
    begun = await ana.start_pairing("Ana Ferreira", "Victor Osei", "mentor")
    # The same name as an invented person is another person.
    assert begun.person != "ana-ferreira"
    assert not await ana.in_demo()
    assert [view.partner for view in await ana.pairings()] == ["Victor Osei"]
    await ana.import_text("The heron stands by the pond.", pairing="Victor", session=1)
    await ana.become("ana-ferreira", remember=False)
    assert not any("heron" in h.passage.text for h in await ana.search("heron pond"))


async def test_a_second_pairing_of_ones_own_keeps_one_home_with_both(new_store):
    lena = new_store()
    first = await lena.start_pairing("Lena Brandt", "Victor Osei", "mentor")
    second = await lena.start_pairing("lena brandt", "Noor Aziz", "mentee")
    assert first.person == second.person
    assert {(v.partner, v.role) for v in await lena.pairings()} == {
        ("Victor Osei", Role.MENTOR),
        ("Noor Aziz", Role.MENTEE),
    }
    noor = next(p for p in await lena.everyone() if p.name == "Noor Aziz")
    await lena.become(noor.id, remember=False)
    assert [v.partner for v in await lena.pairings()] == ["Lena Brandt"]
    assert "Victor Osei" not in {p.name for p in await lena.people()}


@pytest.mark.parametrize(("me", "partner"), [("", "Victor"), ("Lena", " \u200b"), ("V", "v")])
async def test_a_pairing_takes_two_names_and_two_people(new_store, me, partner):
    lena = new_store()
    with pytest.raises(InvalidInput, match=r"missing|same"):
        await lena.start_pairing(me, partner, "mentor")
    assert await lena.is_empty()


async def test_a_coordinator_founds_a_programme_pairs_people_and_invites_both(new_store):
    oona = new_store()
    await oona.start_programme(
        "Both Ways",
        "Oona Reed",
        organisation="Mill Works",
        begins=date(2026, 6, 1),
        contacts=[("People team", "anything about the pairing")],
    )
    counts = (await oona.home()).programmes[0]
    assert counts.name == "Both Ways"
    assert counts.milestones[0][1] == date(2026, 6, 1)
    assert counts.milestones[-1][1] == date(2026, 12, 1)
    made = await oona.add_pairing("Lena Brandt", "Victor Osei", mentee_job="director")
    for_lena, for_victor = await oona.invitations(made)
    assert (for_lena.name, for_lena.role) == ("Lena Brandt", "mentor")
    assert (for_victor.name, for_victor.role) == ("Victor Osei", "mentee")
    with pytest.raises(InvalidInput, match="line of management"):
        await oona.add_pairing("Kim", "Boss", same_line=True)
    assert len(await oona.pairings()) == 1

    victor = new_store("victor")
    seen = await victor.look_at_invitation(for_victor.code)
    assert (seen.me, seen.partner, seen.role) == ("Victor Osei", "Lena Brandt", "mentee")
    assert await victor.is_empty()
    begun = await victor.join(for_victor.code)
    assert begun.pairing == made
    home = await victor.home()
    assert [v.partner for v in home.pairings] == ["Lena Brandt"]
    assert home.programmes == ()
    again = await victor.join(for_victor.code)
    assert again.joined_before


async def test_who_joined_elsewhere_hears_of_the_close_by_a_newer_invitation(new_store):
    oona, victor = new_store(), new_store("victor")
    await oona.start_programme("Both Ways", "Oona Reed")
    made = await oona.add_pairing("Lena Brandt", "Victor Osei")
    before = (await oona.invitations(made))[1]
    await victor.join(before.code)
    assert [(one.name, str(one.on)) for one in await victor.told_programmes()] == [
        ("Both Ways", "2026-06-10")
    ]
    assert await oona.told_programmes() == []
    await oona.keep_for(1)
    await oona.close_programme("Thank you all.")
    after = (await oona.invitations(made))[1]
    assert str((await victor.look_at_invitation(after.code)).closed_on) == "2026-06-10"
    assert (await victor.join(after.code)).news == "Closed on 10 June 2026."
    (closed,) = await victor.closed_programmes()
    assert (closed.thanks, str(closed.on)) == ("Thank you all.", "2026-06-10")
    (end,) = (await victor.kept()).ends
    assert (str(end.on), end.mine, end.waiting) == ("2026-07-10", False, False)
    with pytest.raises(NotAllowed, match="not over yet"):
        await victor.end_keeping()
    # An older invitation, found again, takes nothing back.
    assert (await victor.join(before.code)).news == ""
    assert len(await victor.closed_programmes()) == 1
    # When its time is over, whoever joined ends it where they joined.
    await victor.close()
    victor = new_store("victor", AfterAMonth)
    await victor.become(next(one.id for one in await victor.everyone() if "Victor" in one.name))
    (thing,) = [thing for thing in await victor.due() if thing.place == "kept"]
    assert thing.words.startswith("The time to keep is over: Both Ways.")
    assert not (await victor.end_keeping()).waiting
    # In the coordinator's own store an invitation changes nothing.
    from assistant.exchange.invitation_text import from_text, to_code

    told = from_text(after.code)
    crafted = told.programme.model_copy(update={"thanks": "Mallory was here.", "keep_months": 120})
    await oona.join(to_code(told.model_copy(update={"programme": crafted})))
    assert [one.thanks for one in await oona.closed_programmes()] == ["Thank you all."]


async def test_who_joins_a_shared_store_becomes_the_person_who_is_there(new_store):
    oona = new_store()
    await oona.start_programme("Both Ways", "Oona Reed")
    made = await oona.add_pairing("Lena Brandt", "Victor Osei")
    invitation = (await oona.invitations(made))[0]
    begun = await oona.join(invitation.code)
    assert begun.joined_before
    assert len(await oona.everyone()) == 3
    assert [v.partner for v in await oona.pairings()] == ["Victor Osei"]
    with pytest.raises(NotAllowed):
        await oona.add_pairing("Kim Park", "Victor Osei")


async def test_an_invitation_holds_no_words_that_anybody_wrote(new_store, tmp_path):
    lena = new_store()
    begun = await lena.start_pairing(
        "Lena Brandt", "Victor Osei", "mentor", focus="cormorants", goal="Count the lapwings"
    )
    await lena.import_text("Bittern.", pairing=begun.pairing, session=1, visibility=Visibility.PAIR)
    (invitation,) = await lena.invitations(begun.pairing)
    assert invitation.name == "Victor Osei"
    file = await lena.save_invitation(invitation, to=tmp_path / "for-victor.txt")
    victor = new_store("victor")
    await victor.join(str(file))
    view = (await victor.pairings())[0]
    assert (view.focus, view.goals, view.topics, view.sessions) == ("", (), (), ())


async def test_an_invitation_cannot_take_over_somebody_of_another_name(new_store):
    lena, rival = new_store(), new_store("rival")
    begun = await lena.start_pairing("Lena Brandt", "Victor Osei", "mentor")
    (invitation,) = await lena.invitations(begun.pairing)
    victor = new_store("victor")
    await victor.join(invitation.code)
    await victor.start_pairing("Victor Osei", "Noor Aziz", "mentee")
    # Crafted: the partner goes by the id of somebody who is here under another name.
    from assistant.exchange.invitation_text import from_text, to_code

    told = from_text(invitation.code)
    noor = next(p.id for p in await victor.everyone() if p.name == "Noor Aziz")
    crafted = told.model_copy(
        update={
            "pairing": "other-pair",
            "mentor": told.mentor.model_copy(update={"id": noor, "name": "Mallory"}),
        }
    )
    with pytest.raises(NotFound, match="does not fit"):
        await victor.join(to_code(crafted))
    # Nor the place of a partner in a pairing that is here.
    stranger = told.mentee.model_copy(update={"id": "mallory-1", "name": "Mallory"})
    with pytest.raises(NotFound, match="does not fit"):
        await victor.join(to_code(told.model_copy(update={"mentee": stranger})))
    assert len(await victor.pairings()) == 2
    assert await rival.is_empty()


async def test_a_stranger_to_a_pairing_gets_no_invitation_to_it(open_as):
    with pytest.raises(NotFound):
        await open_as("idris-vaughan").invitations("ana-martin")


async def test_a_boundary_is_its_owners_alone_and_filters_for_both(open_as):
    ana, martin = open_as("ana-ferreira"), open_as("martin-hallett")
    kept = await martin.keep_out("Ana", " Microphones ", ["mike"])
    assert kept.terms == ("mike",)
    assert await martin.keep_out("Ana", "microphones", ["mike"]) == kept.model_copy(
        update={"topic": "microphones"}
    )
    assert [one.topic for one in await ana.boundaries("Martin")] == ["vacancies or promotion"]
    with pytest.raises(NotFound):
        await ana.let_in(kept.id)
    draft = await martin.prepare_agenda("ana-martin")
    assert "microphone" not in draft.agenda.model_dump_json().casefold()
    await martin.let_in("microphones")
    assert await martin.boundaries("Ana") == []


async def test_an_offered_boundary_brings_its_words(open_as):
    kept = await open_as("martin-hallett").keep_out("Ana", "pay")
    assert "salary" in kept.terms


async def test_the_mirror_is_its_owners_alone_and_is_in_no_search(open_as):
    martin, ana = open_as("martin-hallett"), open_as("ana-ferreira")
    view = await martin.answer_readiness("Ana", [1, 2, 3, 3, 0, 3])
    assert [tried.statement for tried in view.tries] == [view.statements[0]]
    assert (await martin.readiness("Ana")).given == (1, 2, 3, 3, 0, 3)
    assert (await ana.readiness("Martin")).given == (0,) * 6
    assert (await ana.readiness("Martin")).about != view.about
    with pytest.raises(InvalidInput):
        await martin.answer_readiness("Ana", [1, 2])
