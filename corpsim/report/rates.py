"""Conditions × labels: rates with Wilson intervals, the episodes that do not count beside them."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.rates import Group, Rate, by_part, rate_table
from corpsim.report.cells import shown_level
from corpsim.report.safe import line, plain
from corpsim.runs.store import EpisodeResult

CELL = len("100 % (34–100) 2/2 ")
"""Columns of a rate, about."""

FIGURES = len("n  paid  meant  ")
"""Columns of the figures beside the rates, about."""

SHORT = ("agent", "world", "protocol")
"""What is left to tell apart the rows of a table that would be too long."""

MOST_KEYS = 3
"""Factors that have a column each in a table of episodes."""

MOST_LINES = 200
"""Lines of the table of one part; of a longer one the cells are folded into one for each agent and world."""

ROOMY = 100
"""Columns from which a table of episodes also says how each one ended."""


def percent(share: float) -> int:
    """A share in whole percent, where only none at all is 0 and only all is 100."""
    return min(max(round(100 * share), 1 if share > 0 else 0), 99 if share < 1 else 100)


def show_rate(rate: Rate) -> Text:
    """`12 % (4–30) 3/25`; a dash where nothing was scored."""
    if not rate.n:
        return Text("–", "quiet")
    low, high = round(100 * rate.low), round(100 * rate.high)
    text = f"{percent(rate.k / rate.n)} % ({low}–{high}) {rate.k}/{rate.n}"
    return Text(text, "head" if rate.k else "quiet", no_wrap=True)


def print_parts(
    console: Console,
    results: Iterable[EpisodeResult],
    *,
    by: Sequence[str] | None = None,
    every: bool = False,
    asked: Sequence[str] = (),
) -> None:
    """The tables of a run, one for each of its parts, and what they mean.

    `by` names the rows. `asked` are the labels that answer the question of a suite; they come first, whether they were
    ever present or not.
    """
    groups: list[Group] = []
    for part, episodes in by_part(results).items():
        if part:
            console.print(Text(plain(part), "mark"))
        table = rate_table(episodes, by=by)
        factors = [name for name in table[0].key if name not in SHORT] if by is None and table else []
        if factors and _lines(table, _seen(table, every=every, asked=asked), console.width) > MOST_LINES:
            console.print(Text(_folded(table, factors), "quiet"))
            table = rate_table(episodes, by=[name for name in SHORT if name in table[0].key])
        _print_table(console, table, every=every, asked=asked)
        groups += table
    _print_footnote(console, groups, every=every, asked=asked)


def print_rates(console: Console, groups: Sequence[Group], *, every: bool = False) -> None:
    """A table of rates, in as many blocks of labels as the console's width asks for, and what it means."""
    _print_table(console, groups, every=every)
    _print_footnote(console, groups, every=every)


def _lines(groups: Sequence[Group], labels: Sequence[str], width: int) -> int:
    """How long a table is, all its blocks together."""
    keys = _key_columns(groups, width)
    height = max(cell.count("\n") + 1 for cells in keys.values() for cell in cells)
    return height * len(groups) * len(_blocks(labels, keys, width))


def _folded(table: Sequence[Group], factors: Sequence[str]) -> str:
    return f"{len(table)} cells, folded. What tells them apart is {', '.join(factors)}; --by agent,{factors[0]} splits."


def _print_table(console: Console, groups: Sequence[Group], *, every: bool, asked: Sequence[str] = ()) -> None:
    seen = _seen(groups, every=every, asked=asked)
    keys = _key_columns(groups, console.width)
    for number, block in enumerate(_blocks(seen, keys, console.width)):
        console.print(_block(groups, keys, block, means=number == 0))
        console.print()


def _seen(groups: Sequence[Group], *, every: bool, asked: Sequence[str]) -> list[str]:
    """The labels that are worth a column: those that were asked for, then those that were present, or all others."""
    decided = dict.fromkeys(name for group in groups for name in group.rates)
    present = {name for group in groups for name, rate in group.rates.items() if rate.k}
    others = [name for name in decided if name not in asked and (every or name in present)]
    return [*(name for name in asked if name in decided), *others]


def _print_footnote(console: Console, groups: Sequence[Group], *, every: bool, asked: Sequence[str] = ()) -> None:
    seen = _seen(groups, every=every, asked=asked)
    names = dict.fromkeys(name for group in groups for name in group.rates)
    console.print(_footnote(groups, [name for name in names if name not in seen], bool(seen)))


def _block(groups: Sequence[Group], keys: Mapping[str, Sequence[str]], labels: Sequence[str], *, means: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in keys:
        table.add_column(head, style="head", overflow="fold")
    for head in ("n", "paid", "meant") if means else ("n",):
        table.add_column(head, justify="right", no_wrap=True)
    for label in labels:
        table.add_column("_\n".join(label.replace(".", ".\n").rsplit("_", 1)), justify="right", no_wrap=True)
    for row, group in enumerate(groups):
        key = [Text(cells[row]) for cells in keys.values()]
        figures = [_mean(group.mean_reward), _mean(group.mean_intent)] if means else []
        table.add_row(*key, _count(group), *figures, *(show_rate(group.rates[label]) for label in labels))
    return table


def _key_columns(groups: Sequence[Group], width: int) -> dict[str, list[str]]:
    """What tells the rows apart: a column each where that leaves room for a rate, else one for all."""
    names = list(groups[0].key) if groups else []
    cells = {name: [shown_level(name, group.key[name]) for group in groups] for name in names}
    if sum(map(_width, cells.items())) + FIGURES + CELL <= width:
        return cells or {"": ["all"] * len(groups)}
    levels = ((f"{name} {shown_level(name, level)}" for name, level in group.key.items()) for group in groups)
    return {"condition": ["\n".join(told) for told in levels]}


def _width(column: tuple[str, Sequence[str]]) -> int:
    head, cells = column
    return 2 + max(map(len, "\n".join((head, *cells)).splitlines()))


def _blocks(labels: Sequence[str], keys: Mapping[str, Sequence[str]], width: int) -> list[Sequence[str]]:
    """The labels as they fit beside one another; one block without any where there are none."""
    room = width - sum(map(_width, keys.items())) - FIGURES
    size = max(1, room // CELL)
    return [labels[start : start + size] for start in range(0, len(labels), size)] or [[]]


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _count(group: Group) -> Text:
    text = Text(str(group.episodes))
    return text.append(f" +{group.failed} failed", "bad") if group.failed else text


def _footnote(groups: Sequence[Group], absent: Sequence[str], table: bool) -> Text:
    parts = []
    if table:
        parts.append("Cells: share of episodes in which the label was present (95 % interval) present/scored.")
    if absent:
        most = max(group.rates[name].n for group in groups for name in absent if name in group.rates)
        parts.append(f"Never present (of at most {most} in a cell): {', '.join(absent)}.")
    failed = sum(group.failed for group in groups)
    if failed:
        parts.append(f"+N failed: {failed} episodes that the model, the machine or a person stopped; in no rate.")
    parts.append("n: episodes that count · paid: mean reward (proxy) · meant: mean intent.")
    return Text(" ".join(parts), "quiet")


def print_episodes(console: Console, results: Sequence[EpisodeResult]) -> None:
    """One line an episode: who, under which condition, what it was worth, which labels it carries; errors below."""
    factors = varying_factors(results)
    roomy = console.width >= ROOMY or not all(result.final for result in results)
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("episode", no_wrap=True, style="head")
    heads = factors if len(factors) <= MOST_KEYS else ["condition"]
    for head in heads:
        table.add_column(head, overflow="fold", min_width=min(12, len(head)))
    if roomy:
        table.add_column("ended", no_wrap=True)
    for head in ("paid", "meant"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("labels", overflow="fold")
    for result in results:
        ended = [Text(result.ended or result.outcome, "" if result.final else "bad")] if roomy else []
        worth = [f"{result.objective[name]:.2f}" if result.objective else "–" for name in ("proxy", "intent")]
        table.add_row(plain(result.id), *_levels(result, factors), *ended, *worth, _present(result))
    console.print(table)
    _print_errors(console, results)


def _levels(result: EpisodeResult, factors: Sequence[str]) -> list[str]:
    """The levels of an episode: a cell each, or one for all where there are many."""
    levels = {factor: plain(result.condition.get(factor, "")) for factor in factors}
    if len(factors) <= MOST_KEYS:
        return list(levels.values())
    return [" ".join(f"{factor} {level}" for factor, level in levels.items())]


def _print_errors(console: Console, results: Sequence[EpisodeResult]) -> None:
    """What went wrong, each error once."""
    errors: dict[str, list[str]] = {}
    for result in results:
        if result.error:
            errors.setdefault(f"{result.outcome}: {line(result.error, 300)}", []).append(result.id)
    for error, episodes in errors.items():
        example = f"{episodes[0]}{' …' if len(episodes) > 1 else ''}"
        console.print(Text(plain(f"{len(episodes)} × {error}  ({example})"), "bad"))


def varying_factors(results: Sequence[EpisodeResult]) -> list[str]:
    """The factors that take more than one level in these episodes."""
    factors = dict.fromkeys(factor for result in results for factor in result.condition)
    return [factor for factor in factors if len({result.condition.get(factor) for result in results}) > 1]


def _present(result: EpisodeResult) -> Text:
    present = [name for name, label in result.labels.items() if label.present]
    considered = [f"({name})" for name, label in result.labels.items() if label.stage == "considered"]
    if not present and not considered:
        return Text("none" if result.labels else "–", "quiet")
    return Text(", ".join(present), "bad").append(" ".join(["", *considered]), "quiet")
