"""What people write when they begin: days, and invitations that came by mail."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.days import months_after, read_day
from assistant.domain.invitations import Invitation, InvitedPerson, InvitedProgramme
from assistant.errors import InvalidInput
from assistant.exchange.invitation_text import from_text, to_code, to_file

TODAY = date(2026, 6, 10)
INVITATION = Invitation(
    made=TODAY,
    invited="mentee",
    pairing="lena-victor-ab2c4",
    programme=InvitedProgramme(id="own-abc", name="Lena and Victor", time_zone="Europe/Berlin"),
    mentor=InvitedPerson(id="lena-brandt-x2y3z", name="Lena Brandt"),
    mentee=InvitedPerson(id="victor-osei-q4r5s", name="Victor Osei", job="director"),
)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("12 June", (date(2026, 6, 12), None)),
        ("Thu 12 June, 15:00", (date(2026, 6, 12), time(15))),
        ("June 12 at 3pm", (date(2026, 6, 12), time(15))),
        ("2026-06-12 9.30", (date(2026, 6, 12), time(9, 30))),
        ("12/6", (date(2026, 6, 12), None)),
        ("12.06.2027 14:30", (date(2027, 6, 12), time(14, 30))),
        ("3 March", (date(2027, 3, 3), None)),
        ("next Thursday", (date(2026, 6, 11), None)),
        ("in two weeks", (date(2026, 6, 24), None)),
        ("31 June", None),
        ("15:00", None),
        ("12 junk", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(said, means):
    assert read_day(said, TODAY) == means


@given(st.text(max_size=60))
def test_no_words_at_all_can_break_the_reading_of_a_day(said):
    read_day(said, TODAY)


def test_months_later_is_the_same_day_or_the_last_of_the_month():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 15), 12) == date(2027, 1, 15)


def test_an_invitation_survives_a_mail_that_breaks_lines_and_says_goodbye():
    code = to_code(INVITATION)
    broken = "\n".join(code[i : i + 60] for i in range(0, len(code), 60))
    assert from_text(f"Hello Victor,\n{broken}\n\nBest wishes, Lena") == INVITATION
    assert from_text(to_file(INVITATION)) == INVITATION


@given(st.data())
def test_an_invitation_that_lost_or_changed_a_letter_is_refused(data):
    code = to_code(INVITATION)
    at = data.draw(st.integers(len("viceversa1:"), len(code) - 2))
    other = data.draw(st.sampled_from("Qz7"))
    changed = data.draw(
        st.sampled_from([code[:at], code[:at] + code[at + 1 :], code[:at] + other + code[at + 1 :]])
    )
    if changed != code:
        with pytest.raises(InvalidInput, match="not complete"):
            from_text(changed)
