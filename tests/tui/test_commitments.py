"""Promises on the screen: confirmed one by one by their owner, kept, moved, taken back."""

from datetime import date

import pytest

from tui.modals.promise import date_of

TODAY = date(2026, 6, 10)


async def ledger(v) -> None:
    await v.home()
    await v.press("C")
    await v.sees("To confirm", "Not kept", "Kept")


async def test_the_owner_confirms_a_promise_in_three_keys(visit, open_as):
    async with visit("martin-hallett") as v:
        await ledger(v)
        await v.press("c")
        await v.sees("Confirm a promise: Martin promised", "F3 nobody did")
        await v.press("enter")
        await v.sees("Confirmed: it stands now")
    kept = await open_as("ana-ferreira").commitments("Martin")
    assert next(c for c in kept if c.id == "ana-martin.C8").state == "open"


@pytest.mark.faults
async def test_a_promise_is_kept_moved_and_taken_back(visit):
    async with visit() as v:
        await ledger(v)
        v.one("#ledger").select("ana-martin.C7")
        await v.press("m")
        await v.sees("Move its date", "2026-06-18")
        await v.press("f6", "enter")
        await v.sees("25 June", "Changed. z puts it back.")
        await v.press("z")
        await v.sees("18 June", "Taken back.")
        await v.press("space")
        await v.sees("Kept. z takes it back.")
        await v.press("z")
        await v.sees("Taken back.")
        await v.press("n")
        await v.sees("Noted as not kept.")


async def test_what_the_partner_promised_is_theirs_to_say(visit):
    async with visit() as v:
        await ledger(v)
        v.one("#ledger").select("ana-martin.C8")
        await v.sees("Who sees this: you and Martin")
        await v.press("enter", "space", "d")
        await v.sees("This is Martin's to say.")


@pytest.mark.faults
async def test_a_promise_of_ones_own_half_typed_is_there_again(visit, open_as):
    async with visit() as v:
        await ledger(v)
        await v.press("i")
        await v.sees("Promise something")
        await v.type("send the map")
        await v.press("escape")
        await v.misses("Promise something")
        await v.press("i")
        await v.sees("send the map")
        await v.press("enter")
        await v.sees("Promised. Martin can read it now.")
    theirs = await open_as("martin-hallett").commitments("Ana")
    assert any(c.text == "send the map" and c.owner == "Ana" for c in theirs)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("", None),
        ("2026-06-18", date(2026, 6, 18)),
        ("18.6.", date(2026, 6, 18)),
        ("1/6", date(2027, 6, 1)),
        ("18.6.2027", date(2027, 6, 18)),
        ("+7", date(2026, 6, 17)),
    ],
)
def test_a_date_is_read_as_people_type_it(words, day):
    assert date_of(words, TODAY) == day


@pytest.mark.parametrize("words", ["soon", "31.2.", "+x", "1.2.3.4"])
def test_what_is_no_date_is_said_to_be_none(words):
    with pytest.raises(ValueError):  # noqa: PT011 (any of them)
        date_of(words, TODAY)
