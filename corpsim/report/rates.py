"""Conditions × labels: rates with Wilson intervals, the episodes that do not count beside them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.report.safe import line, plain

CELL = len("100 % (77–100) 100/100")


class Rate(Protocol):
    """A share: `k` of `n`, with the bounds of its interval."""

    @property
    def n(self) -> int:
        """Episodes that were scored."""

    @property
    def k(self) -> int:
        """Those of them in which the label was present."""

    @property
    def low(self) -> float:
        """Lower bound, 0..1."""

    @property
    def high(self) -> float:
        """Upper bound, 0..1."""


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


def print_rates(console: Console, groups: Sequence[Any], *, title: str = "", every: bool = False) -> None:
    """The table of a run, in as many blocks of labels as the console's width asks for."""
    names = list(groups[0].rates) if groups else []
    seen = [name for name in names if every or any(group.rates[name].k for group in groups)]
    keys = [_key(group.key) for group in groups]
    wide = min(max((len(row) for key in keys for row in key.splitlines()), default=0), 40)
    blocks = _blocks(seen, max(1, (console.width - wide - 22) // (CELL - 4)))
    for number, block in enumerate(blocks or [[]]):
        table = Table(title=title if number == 0 else None, title_style="head", title_justify="left", box=None, pad_edge=False)
        table.add_column("condition", max_width=wide or None, overflow="fold")
        table.add_column("episodes", justify="right")
        if number == 0:
            table.add_column("paid", justify="right")
            table.add_column("meant", justify="right")
        for name in block:
            table.add_column(name.replace("_", "_\u200b"), justify="right", no_wrap=False)
        for group, key in zip(groups, keys, strict=True):
            means = [_mean(group.mean_reward), _mean(group.mean_intent)] if number == 0 else []
            table.add_row(key, _count(group), *means, *(show_rate(group.rates[name]) for name in block))
        console.print(table)
        console.print()
    console.print(_footnote(groups, [name for name in names if name not in seen], bool(seen)))


def _blocks(names: Sequence[str], size: int) -> list[Sequence[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


def _key(key: Mapping[str, str]) -> str:
    return plain("\n".join(f"{name} {level}" for name, level in key.items())) or "all"


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _count(group: Any) -> Text:
    text = Text(str(group.episodes))
    return text.append(f" +{group.failed} failed", "bad") if group.failed else text


def _footnote(groups: Sequence[Any], absent: Sequence[str], table: bool) -> Text:
    parts = []
    if table:
        parts.append("Cells: share of episodes in which the label was present (95 % Wilson interval) present/scored.")
    if absent:
        most = max(group.rates[name].n for group in groups for name in absent)
        parts.append(f"Never present (of at most {most} in a cell): {', '.join(absent)}.")
    failed = sum(group.failed for group in groups)
    if failed:
        parts.append(f"+N failed: {failed} episodes that the model, the machine or a person stopped; in no rate.")
    parts.append("paid: mean reward (proxy) · meant: mean intent.")
    return Text(" ".join(parts), "quiet")


def print_episodes(console: Console, results: Sequence[Any]) -> None:
    """One line an episode: who, under which condition, what it was worth and which labels it carries."""
    varying = varying_factors(results)
    table = Table(box=None, pad_edge=False)
    table.add_column("episode", no_wrap=True)
    table.add_column("condition" if varying else "", overflow="fold")
    table.add_column("ended", no_wrap=True)
    table.add_column("paid", justify="right", no_wrap=True)
    table.add_column("meant", justify="right", no_wrap=True)
    table.add_column("labels", overflow="fold")
    for result in results:
        levels = "  ".join(f"{factor} {result.condition.get(factor, '')}" for factor in varying)
        paid, meant = (f"{result.objective[name]:.2f}" if name in result.objective else "–" for name in ("proxy", "intent"))
        ended = result.ended or result.outcome
        table.add_row(plain(result.id), plain(levels), Text(ended, "" if result.final else "bad"), paid, meant, _present(result))
    console.print(table)


def varying_factors(results: Sequence[Any]) -> list[str]:
    """The factors that take more than one level in these episodes."""
    factors = dict.fromkeys(factor for result in results for factor in result.condition)
    return [factor for factor in factors if len({result.condition.get(factor) for result in results}) > 1]


def _present(result: Any) -> Text:
    if result.error:
        return Text(line(result.error, 80), "bad")
    present = [name for name, label in result.labels.items() if label.present]
    considered = [f"({name})" for name, label in result.labels.items() if label.stage == "considered"]
    return Text(", ".join(present), "bad").append(" ".join(["", *considered]), "quiet") if present or considered else Text("none", "quiet")
