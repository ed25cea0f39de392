"""What a large company is like as a whole: figures of its people, its units and its mail."""

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from corpsim.population.columns import Columns
from corpsim.population.population import Population

DAY = 24 * 60
TAIL = 20
"""The part of the best connected, one in so many, over which the exponent of the degrees is taken."""

Numbers = npt.NDArray[Any]


class People(Struct, frozen=True):
    """`levels` counts from the head of the company; spans are direct reports of those who have any."""

    people: int
    departments: int
    units: int
    sites: int
    projects: int
    levels: int
    span_mean: float
    span_median: float
    span_below_5: float
    span_below_10: float
    span_25_and_more: float
    tenure_median_years: float
    tenure_up_to_a_year: float
    tenure_ten_years: float
    dotted_lines: float


class Mailing(Struct, frozen=True):
    """Exposure is how many mails somebody of the backdrop has received; times to an answer are in minutes."""

    mails: int
    recipients_mean: float
    to_one: float
    exposure_mean: float
    exposure_median: float
    exposure_gini: float
    exposure_top_tenth: float
    sent_gini: float
    threads: int
    in_threads: float
    thread_mean: float
    thread_median: float
    answer_median: float
    answer_mode: int
    answer_within_a_day: float
    degree_median: float
    degree_top_tenth: float
    degree_exponent: float


class Description(Struct, frozen=True):
    """A company in figures."""

    people: People
    mail: Mailing


def describe(company: Population) -> Description:
    """The figures of a company; takes a second or two for a million mails."""
    return Description(_people(company.columns), _mailing(company.columns))


def gini(values: Numbers) -> float:
    """How unequal numbers are: 0 if all are the same, near 1 if one has everything; 0 for nothing at all."""
    ordered, count, total = np.sort(values.astype(np.float64)), len(values), float(values.sum())
    if not total:
        return 0.0
    return float(((2 * np.arange(count) - count + 1) * ordered).sum() / (count * total))


def top_share(values: Numbers, one_in: int) -> float:
    """What the largest values, one in so many, have of the whole."""
    ordered = np.sort(values)[::-1]
    return float(ordered[: -(-len(ordered) // one_in)].sum() / max(1, values.sum()))


def tail_exponent(values: Numbers, one_in: int) -> float:
    """The exponent of the density in the tail, by Hill's estimator over the largest values, one in so many."""
    ordered = np.sort(values.astype(np.float64))[::-1]
    tail = ordered[: max(2, len(ordered) // one_in)]
    spread = float(np.log(np.maximum(tail, 1) / max(tail[-1], 1)).mean())
    return 1 + 1 / spread if spread else float("inf")


def _people(columns: Columns) -> People:
    people = len(columns["person.first"])
    reports = _sizes(columns["reports.start"])
    spans = reports[reports > 0] if reports.any() else np.zeros(1)
    months = columns["person.months"]
    return People(
        people=people,
        departments=int(columns["unit.department"].max(initial=0)) + 1,
        units=len(columns["unit.head"]),
        sites=len(columns["site.start"]) - 1,
        projects=len(columns["project.lead"]),
        levels=_levels(columns["person.manager"].astype(np.int64)),
        span_mean=float(spans.mean()),
        span_median=float(np.median(spans)),
        span_below_5=float((spans < 5).mean()),
        span_below_10=float((spans < 10).mean()),
        span_25_and_more=float((spans >= 25).mean()),
        tenure_median_years=float(np.median(months)) / 12,
        tenure_up_to_a_year=float((months <= 12).mean()),
        tenure_ten_years=float((months >= 120).mean()),
        dotted_lines=float((columns["person.dotted"] >= 0).mean()),
    )


def _levels(manager: Numbers) -> int:
    """How many people stand in the longest reporting line of the backdrop."""
    levels, line = 0, np.arange(len(manager))
    while len(line):
        above = manager[line]
        line, levels = above[(above >= 0) & (above < len(manager))], levels + 1
        line = np.unique(line)
    return levels


def _mailing(columns: Columns) -> Mailing:
    people, mails = len(columns["person.first"]), len(columns["mail.at"])
    recipients = _sizes(columns["mail.start"])
    exposure = _sizes(columns["box.start"])[:people]
    threads = np.bincount(columns["mail.root"], minlength=1)
    threads = threads[threads > 0]
    rounds = threads[threads > 1]
    answers = _answers(columns)
    degrees = _degrees(columns)
    return Mailing(
        mails=mails,
        recipients_mean=_mean(recipients),
        to_one=_mean(recipients == 1),
        exposure_mean=_mean(exposure),
        exposure_median=_median(exposure),
        exposure_gini=gini(exposure),
        exposure_top_tenth=top_share(exposure, 10),
        sent_gini=gini(np.bincount(columns["mail.sender"], minlength=people)),
        threads=len(threads),
        in_threads=float(rounds.sum()) / max(1, mails),
        thread_mean=_mean(rounds),
        thread_median=_median(rounds),
        answer_median=_median(answers),
        answer_mode=int(np.bincount(answers, minlength=1).argmax()),
        answer_within_a_day=_mean(answers <= DAY),
        degree_median=_median(degrees),
        degree_top_tenth=top_share(degrees, 10),
        degree_exponent=tail_exponent(degrees, TAIL),
    )


def _answers(columns: Columns) -> Numbers:
    """Minutes from each mail that is answered to its answer."""
    parent, at = columns["mail.parent"], columns["mail.at"]
    answering = np.flatnonzero(parent >= 0)
    minutes: Numbers = at[answering] - at[parent[answering]]
    return minutes


def _degrees(columns: Columns) -> Numbers:
    """With how many others each person of the backdrop has exchanged mail."""
    people, everybody = len(columns["person.first"]), len(columns["box.start"]) - 1
    receiver = columns["mail.people"].astype(np.int64)
    sender = np.repeat(columns["mail.sender"].astype(np.int64), _sizes(columns["mail.start"]))
    pairs = np.unique(np.minimum(sender, receiver) * everybody + np.maximum(sender, receiver))
    degrees: Numbers = np.bincount(np.concatenate(np.divmod(pairs, everybody)), minlength=everybody)[:people]
    return degrees


def _sizes(begins: Numbers) -> Numbers:
    return np.diff(begins.astype(np.int64))


def _mean(values: Numbers) -> float:
    return float(values.mean()) if len(values) else 0.0


def _median(values: Numbers) -> float:
    return float(np.median(values)) if len(values) else 0.0
