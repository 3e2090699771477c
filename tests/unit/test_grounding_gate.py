"""A thousand planted quotations from the demo programme, through every way onto a page."""

from collections import Counter

import pytest

from benchmarks.gate import WAYS, Verdict, judge
from benchmarks.gate_cases import SHARES, planted
from tests.unit.briefings import bank


@pytest.fixture(
    scope="module",
    params=[pytest.param(5, id="sample"), pytest.param(1, id="all", marks=pytest.mark.faults)],
)
def verdicts(request) -> list[Verdict]:
    """Each nth of the cases of a kind, through every way."""
    shares = {kind: count // request.param for kind, count in SHARES.items()}
    return judge(planted(shares=shares), bank().language)


def test_a_thousand_cases_of_nine_kinds_are_planted():
    assert Counter(case.kind for case in planted()) == SHARES
    assert sum(SHARES.values()) == 1000


@pytest.mark.parametrize("way", WAYS)
def test_no_planted_quotation_gets_onto_a_page(verdicts, way):
    assert [v.case for v in verdicts if v.way == way and v.false_accept] == []


@pytest.mark.parametrize("way", WAYS)
def test_at_most_one_true_quotation_in_a_hundred_is_lost(verdicts, way):
    true = [v for v in verdicts if v.way == way and v.case.true]
    lost = [v.case for v in true if v.false_reject]
    assert len(lost) * 100 <= len(true), lost
