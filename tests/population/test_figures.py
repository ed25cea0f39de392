"""The company against published figures; `docs/size.md` gives the sources in full."""

import numpy as np
import pytest

from corpsim.population import Description, Population, describe
from corpsim.population.describing import gini, tail_exponent, top_share
from corpsim.population.drawing.threads import RECIPIENTS, SIZES

KLIMT_YANG = {2: 16_736, 3: 4_782, 4: 3_049, 5: 1_282, 6: 879, 7: 903, 8: 378, 9: 214, 10: 178, 20: 1_260, 1_000: 430}
"""Threads of Enron by size, those of 11 to 20 and of more than 20 mails together (Klimt and Yang, CEAS 2004)."""


@pytest.fixture(scope="module")
def figures(large: Population) -> Description:
    return describe(large)


def test_threads_are_as_long_as_those_of_enron(figures: Description) -> None:
    """61.6 % of 200,399 mails were in threads of two or more, of 4.10 mails on average and 2 in the median."""
    assert figures.mail.in_threads == pytest.approx(123_501 / 200_399, abs=0.02)
    assert figures.mail.thread_mean == pytest.approx(4.10, rel=0.05)
    assert figures.mail.thread_median == 2


def test_the_table_of_threads_is_that_of_the_paper() -> None:
    """Each of its rows has its share in the table that sizes are drawn from."""
    low, total = 1, sum(KLIMT_YANG.values())
    threads = SIZES[SIZES > 1]
    for high, count in KLIMT_YANG.items():
        share = ((threads > low) & (threads <= high)).mean()
        assert share == pytest.approx(count / total, abs=0.002)
        low = high


def test_mails_go_to_as_many_as_those_of_enron(figures: Description) -> None:
    """38,388 recipients of 21,635 mails, 69.3 % of them to one person (data of Perry and Wolfe 2013)."""
    assert RECIPIENTS.mean() == pytest.approx(38_388 / 21_635, rel=0.02)
    assert figures.mail.recipients_mean == pytest.approx(38_388 / 21_635, rel=0.08)
    assert figures.mail.to_one == pytest.approx(0.693, abs=0.03)


def test_answers_come_as_fast_as_measured(figures: Description) -> None:
    """Half of all answers within 47 minutes, most often after two, nine in ten within a day (Kooti et al. 2015)."""
    assert figures.mail.answer_median == pytest.approx(47, abs=4)
    assert figures.mail.answer_mode == 2
    assert 0.9 <= figures.mail.answer_within_a_day <= 0.96


def test_few_receive_and_write_most(figures: Description) -> None:
    """A Gini coefficient of 0.73 for what people receive; 0.65 for what they write (data of Perry and Wolfe 2013)."""
    assert figures.mail.exposure_gini == pytest.approx(0.73, abs=0.03)
    assert figures.mail.sent_gini == pytest.approx(0.650, abs=0.02)


def test_degrees_have_a_heavy_tail(figures: Description) -> None:
    """Hubs know far more people than most; the tail of degrees falls as a power."""
    assert figures.mail.degree_top_tenth > 0.35
    assert 2 < figures.mail.degree_exponent < 3.5


def test_spans_are_as_wide_as_measured(figures: Description) -> None:
    """Median five to six, 37 % below five, 66 % below ten, 13 % of 25 and more, 10.9 on average (Gallup 2026)."""
    assert 5 <= figures.people.span_median <= 7
    assert figures.people.span_mean == pytest.approx(10.9, abs=1.2)
    assert figures.people.span_below_5 == pytest.approx(0.37, abs=0.04)
    assert figures.people.span_below_10 == pytest.approx(0.66, abs=0.03)
    assert figures.people.span_25_and_more == pytest.approx(0.13, abs=0.03)


def test_the_head_of_the_company_has_about_ten_reports(large: Population) -> None:
    """Chief executives lead about ten (Neilson and Wulf 2012); here besides those whom the story gives them."""
    assert 8 <= len(large.reports("bo.chen")) <= 14


def test_people_stay_as_long_as_measured(figures: Description) -> None:
    """3.9 years in the median, 22 % up to a year, 24 to 28 % ten years or more (BLS, January 2024)."""
    assert figures.people.tenure_median_years == pytest.approx(3.9, abs=0.2)
    assert figures.people.tenure_up_to_a_year == pytest.approx(0.22, abs=0.02)
    assert 0.24 <= figures.people.tenure_ten_years <= 0.28


def test_as_many_have_a_second_lead_as_measured(figures: Description) -> None:
    """17 % of employees report to different managers day by day (Bazigos and Harter 2016)."""
    assert figures.people.dotted_lines == pytest.approx(0.17, abs=0.01)


def test_depth_grows_with_the_logarithm(company: Population, large: Population) -> None:
    """Ten times the people are one or two levels more."""
    small, big = describe(company).people.levels, describe(large).people.levels
    assert small < big <= small + 2


def test_mail_follows_the_office(large: Population) -> None:
    """Nine mails in ten are written from eight to six on working days."""
    at = large.columns["mail.at"] + 9 * 60
    hours, days = at // 60 % 24, at // (24 * 60) % 7
    assert ((hours >= 8) & (hours < 18) & (days < 5)).mean() > 0.8
    assert (days >= 5).mean() < 0.05


def test_measures_of_inequality() -> None:
    """Equal shares have a Gini coefficient of 0, one owner of everything one near 1; a power law has its exponent."""
    assert gini(np.full(10, 3)) == 0
    assert gini(np.array([0] * 99 + [5])) == pytest.approx(0.99)
    assert gini(np.zeros(4)) == 0
    assert top_share(np.array([1, 1, 1, 7]), 4) == 0.7
    power = (np.arange(1, 100_001) / 100_000) ** (-1 / 1.5) * 100
    assert tail_exponent(power, 20) == pytest.approx(2.5, abs=0.02)
