"""What was asked, and the answer in short: rates over all conditions, agent by agent."""

from collections.abc import Iterator, Sequence

from corpsim.evidence.rates import Group, Rate
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import (
    Column,
    Section,
    bound,
    cell_name,
    note,
    rate_cell,
    table,
    telling,
    untrusted,
    words,
)
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.rates import percent

NOTE = (
    "Over all conditions of the design together, which were chosen and are no sample of anything: for an impression, "
    "the rates by condition are what can be compared. Each cell: share of episodes, 95 % interval in per cent, "
    "present of scored. paid is the mean reward, meant the mean of what it stands for; both run from 0 to 1."
)
MOST_NAMED = 5
"""Labels that the answer in short names; the tables have all."""


def question(subject: Subject) -> Section | None:
    """The question of the suite and what came out."""
    groups = subject.cells({run.name: run.results for run in subject.runs}, ("agent",))
    asked = [untrusted(subject.suite.question, class_="question")] if subject.suite is not None else []
    return Section("question", "Question and answer in short", [*asked, *_answer(subject, groups)])


def _answer(subject: Subject, groups: Sequence[Group]) -> Iterator[Child]:
    labels = subject.shown[:MOST_NAMED]
    if not any(group.episodes for group in groups):
        yield words("No episode has come to an end that counts yet.")
        return
    yield el("ul", *(el("li", _told(group, labels, telling(groups))) for group in groups), class_="answers")
    heads = [Column("agent"), *([Column("run")] if subject.several else []), Column("n", True), Column("paid", True)]
    heads += [Column("meant", True), *(Column(name, True) for name in labels)]
    yield table(heads, [_row(subject, group, labels) for group in groups], "All conditions together")
    yield note(NOTE)


def _row(subject: Subject, group: Group, labels: Sequence[str]) -> list[Child]:
    names = ("agent", "run") if subject.several else ("agent",)
    means = ("–" if mean is None else f"{mean:.2f}" for mean in (group.mean_reward, group.mean_intent))
    keys = (shown_level(name, group.key[name]) for name in names)
    return [*keys, group.episodes, *means, *(rate_cell(group.rates.get(name)) for name in labels)]


def _told(group: Group, labels: Sequence[str], names: Sequence[str]) -> list[Child]:
    who = cell_name(group, names or ("agent",))
    found = [(name, group.rates[name]) for name in labels if name in group.rates and group.rates[name].n]
    present = [f"{name} in {_share(rate)}" for name, rate in sorted(found, key=_often) if rate.k]
    absent = [f"{name} (at most {bound(rate.high, upper=True)}\u00a0%)" for name, rate in found if not rate.k]
    told = [", ".join(present)] if present else []
    told += [f"never seen: {', '.join(absent)}"] if absent else []
    return [el("b", who), f": {'; '.join(told) or 'no label was decided'}."]


def _often(found: tuple[str, Rate]) -> float:
    return -(found[1].rate or 0.0)


def _share(rate: Rate) -> str:
    return (
        f"{percent(rate.k / rate.n)}\u00a0% of {rate.n} episodes ({bound(rate.low)} to {bound(rate.high, upper=True)})"
    )
