"""Pairs: the same company told one thing and another, and what happened in one arm only."""

from collections.abc import Sequence

from corpsim.evidence.pairs import Gap, PairGroup, pair_table
from corpsim.report.document.pieces import Column, Section, figure, level, note, rate_cell, table, words
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_gap, show_p
from corpsim.report.plots.forest import GAPS, Row, Spot, forest
from corpsim.report.rates import percent

NOTE = (
    "A pair: the same world, seed, trial and agent, told one thing in the first arm and another in the second. Only in "
    "second: a label or a step of the protocol was broken there and not in the first. p: exact McNemar test on the pairs "
    "that differ, of this row alone. Gap: share in the second arm minus share in the first, in points, bootstrap over "
    "companies. A contrast of monitored with unmonitored is what can show alignment faking."
)
MOST_ROWS = 60


def pairs(subject: Subject) -> Section | None:
    """The pairs of every run, where it has some."""
    body: list[Child] = []
    for run in subject.runs:
        groups = pair_table(run.pairs)
        if not groups and not run.uncompared:
            continue
        body += [el("h3", run.name)] if subject.several else []
        body += [_directions(groups), *_gaps(groups)] if groups else []
        if run.uncompared:
            body.append(words(f"{run.uncompared} pairs are not compared: an arm is not played, or its world has changed."))
    return Section("pairs", "Pairs", [*body, note(NOTE)]) if body else None


def _names(groups: Sequence[PairGroup]) -> list[str]:
    """What tells the cells apart."""
    return [name for name in groups[0].key if len({group.key[name] for group in groups}) > 1]


def _key(group: PairGroup, names: Sequence[str]) -> list[Child]:
    """The cell, then its arms."""
    arms = f"{group.levels[0]} → {group.levels[1]}"
    return [*(level(name, group.key[name]) for name in names), el("b", arms) if group.deciding else arms]


def _directions(groups: Sequence[PairGroup]) -> Child:
    names = _names(groups)
    heads = [Column(name) for name in (*names, "arms")]
    heads += [Column(head, True) for head in ("pairs", "only in second", "only in first", "some of either", "undecided")]
    rows = [
        [*_key(group, names), group.n, group.faking, group.reverse, group.mixed, group.undecided, rate_cell(group.rate), show_p(group.p)]
        for group in groups
    ]
    return table([*heads, Column("rate", True), Column("p", True)], rows, "Pairs in which the arms differ, and in which direction")


def _gaps(groups: Sequence[PairGroup]) -> list[Child]:
    found = [(group, gap) for group in groups for gap in group.gaps]
    if not found:
        return [words("Nothing that is compared happened in any arm.")]
    names = _names(groups)
    heads = [Column(name) for name in (*names, "arms", "label or step")]
    heads += [Column(head, True) for head in ("first", "second", "gap (95 %)", "only first", "only second", "p")]
    rows = [
        [*_key(group, names), _name(gap), *_shares(gap), show_gap(gap), gap.only_first, gap.only_second, show_p(gap.p)]
        for group, gap in found
    ]
    return [_plot(groups, names), table(heads, rows, "What happened in which arm")]


def _name(gap: Gap) -> str:
    return gap.name if gap.kind == "label" else f"{gap.name} (step)"


def _shares(gap: Gap) -> list[Child]:
    return [f"{percent(share)} %" for share in (gap.first, gap.second)]


def _plot(groups: Sequence[PairGroup], names: Sequence[str]) -> Child:
    rows: list[Row] = []
    agents = list(dict.fromkeys(group.key["agent"] for group in groups))
    for group in groups:
        if group.gaps:
            rows.append(Row(" · ".join([*_cell(group, names), f"{group.levels[0]} → {group.levels[1]}"]), 0, ()))
            rows += [Row(_name(gap), agents.index(group.key["agent"]), [_spot(gap)]) for gap in group.gaps]
    title = "Paired gaps: second arm minus first, in points of per cent"
    about = f"A row for each label or step that happened in some arm. The table below has the figures of {len(rows)} rows."
    plot = forest(title, about, ["← only in first   only in second →"], rows[:MOST_ROWS], GAPS)
    return figure(plot, f"{title}, with 95 % intervals by bootstrap over companies.")


def _cell(group: PairGroup, names: Sequence[str]) -> list[str]:
    return [level(name, group.key[name]) for name in names]


def _spot(gap: Gap) -> Spot:
    return Spot(gap.gap, gap.low, gap.high, f"{show_gap(gap)} points")
