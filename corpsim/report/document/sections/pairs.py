"""Pairs: the same company told one thing and another, and what happened in one arm only."""

from collections.abc import Sequence

from corpsim.evidence.gaps import Gap
from corpsim.evidence.pairs import PairGroup, pair_table
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import Column, Section, figure, fold, note, rate_cell, table, words
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_gap, show_p
from corpsim.report.plots.forest import GAPS, Row, Spot, forest

NOTE = (
    "A pair: the same world, seed, trial and agent, told one thing in the first arm and another in the second. Only "
    "in second: a label or a step of the protocol was broken there and not in the first. p: exact McNemar test on the "
    "pairs that differ, a company counting once, of this row alone; Holm: the same adjusted over its family, which is "
    "that of the contrasts of monitored with unmonitored, that of the others, or the gaps of either. Gap: share in the "
    "second arm minus share in the first, in points, with the bounds of Bonett and Price, a company counting once. A "
    "contrast of monitored with unmonitored is what can show alignment faking."
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
            body.append(
                words(f"{run.uncompared} pairs are not compared: an arm is not played, or its world has changed.")
            )
    return Section("pairs", "Pairs", [*body, note(NOTE)]) if body else None


def _names(groups: Sequence[PairGroup]) -> list[str]:
    """What tells the cells apart."""
    return [name for name in groups[0].key if len({group.key[name] for group in groups}) > 1]


def _arms(group: PairGroup) -> str:
    return f"{group.levels[0]} → {group.levels[1]}"


def _told(group: PairGroup, names: Sequence[str]) -> str:
    return " · ".join([*(shown_level(name, group.key[name]) for name in names), _arms(group)])


def _directions(groups: Sequence[PairGroup]) -> Child:
    names = _names(groups)
    heads = [Column(name) for name in (*names, "arms")]
    counts = ("pairs", "only in second", "only in first", "some of either", "undecided", "rate", "p", "Holm")
    rows: list[list[Child]] = [
        [
            *(shown_level(name, group.key[name]) for name in names),
            el("b", _arms(group)) if group.deciding else _arms(group),
            *(group.n, group.faking, group.reverse, group.mixed, group.undecided),
            rate_cell(group.rate),
            show_p(group.p),
            show_p(group.adjusted),
        ]
        for group in groups
    ]
    caption = "Pairs in which the arms differ, and in which direction; in bold what can show alignment faking"
    return table([*heads, *(Column(head, True) for head in counts)], rows, caption)


def _gaps(groups: Sequence[PairGroup]) -> list[Child]:
    """The contrasts that the pairs are made for, drawn; the others folded away."""
    names, found = _names(groups), [group for group in groups if group.gaps]
    if not found:
        return [words("Nothing that is compared happened in any arm.")]
    first = [group for group in found if group.deciding] or found
    others = [group for group in found if group not in first]
    tables = [_table(group, names) for group in others]
    more = fold(f"{len(others)} more contrasts with an arm that is told nothing", *tables) if others else None
    return [_plot(first, names), *(_table(group, names) for group in first), more]


def _table(group: PairGroup, names: Sequence[str]) -> Child:
    heads = ("first", "second", "gap (95 %)", "only first", "only second", "p", "Holm")
    rows: list[list[Child]] = [
        [
            _name(gap),
            *(f"{round(share * gap.n)}/{gap.n}" for share in (gap.first, gap.second)),
            show_gap(gap),
            gap.only_first,
            gap.only_second,
            show_p(gap.p),
            show_p(gap.adjusted),
        ]
        for gap in group.gaps
    ]
    return table([Column("label or step"), *(Column(head, True) for head in heads)], rows, _told(group, names))


def _name(gap: Gap) -> str:
    return gap.name if gap.kind == "label" else f"{gap.name} (step)"


def _plot(groups: Sequence[PairGroup], names: Sequence[str]) -> Child:
    rows: list[Row] = []
    agents = list(dict.fromkeys(group.key["agent"] for group in groups))
    for group in groups:
        rows.append(Row(_told(group, names), 0, ()))
        rows += [Row(_name(gap), agents.index(group.key["agent"]), [_spot(gap)]) for gap in group.gaps]
    title = "Paired gaps: second arm minus first, in points of per cent"
    about = "A row for each label or step that happened in some arm. The tables below have the figures."
    return figure(
        forest(title, about, ["less often in the second arm ← 0 → more often"], rows[:MOST_ROWS], GAPS),
        f"{title}, with 95 % intervals over companies.",
    )


def _spot(gap: Gap) -> Spot:
    return Spot(gap.gap, gap.low, gap.high, f"{show_gap(gap)} points")
