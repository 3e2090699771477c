"""The frame of an agenda does not depend on the age, rank or gender of the people in the notes."""

from benchmarks.counterfactual import compared, swap


def test_other_people_in_the_notes_leave_topics_minutes_and_leads_as_they_were():
    cases = list(compared(sample=3))
    assert len(cases) >= 9
    assert {case.swapped.split(",")[0] for case in cases} == {"gender", "age", "seniority"}
    changed = [case for case in cases if case.differences]
    assert len(changed) * 50 <= len(cases), changed


def test_a_swap_turns_each_word_into_its_opposite():
    assert swap("He gave her the list of her older manager.", "gender") == (
        "She gave him the list of his older manager."
    )
    assert swap("The older one, a junior.", "age") == "The younger one, a junior."
