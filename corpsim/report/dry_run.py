"""What a run would take and could find, before it is begun."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.report.rates import percent
from corpsim.report.safe import line
from corpsim.runs.prices import Prices
from corpsim.suites.detectable import ALIKE, RARE, Detectable
from corpsim.suites.estimate import CHARACTERS_PER_TOKEN, Load, PartLoad, total


class Outlook(NamedTuple):
    """A run before it is begun: what its parts take, what its comparisons can find, and for which models at what price.

    `models` are those whose price was asked for; empty for scripted agents, which cost nothing.
    """

    loads: Sequence[PartLoad]
    finds: Sequence[Detectable]
    models: Sequence[str]
    prices: Prices


def print_outlook(console: Console, outlook: Outlook) -> None:
    """Episodes, calls, tokens and cost by part; then the smallest effects that can be found."""
    console.print(_loads(outlook))
    console.print()
    if outlook.finds:
        console.print(_finds(outlook.finds))
        console.print()
    console.print(Text(_note(outlook), "quiet"))


def _loads(outlook: Outlook) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("part", style="head", overflow="fold")
    for head in ("episodes", "calls", "at most", "tokens in", "tokens out", *_cost_heads(outlook)):
        table.add_column(head, justify="right", no_wrap=True)
    for part in outlook.loads:
        table.add_row(line(part.part or "all", 40), *_figures(part.load, outlook))
    if len(outlook.loads) > 1:
        table.add_row("together", *_figures(total(outlook.loads), outlook), style="head")
    return table


def _cost_heads(outlook: Outlook) -> list[str]:
    return [f"{line(model, 24)}, {line(outlook.prices.currency, 6)}" for model in outlook.models]


def _figures(load: Load, outlook: Outlook) -> list[str]:
    costs = (cost_of(model, load, outlook.prices) for model in outlook.models)
    return [
        f"{load.episodes:,}",
        f"{load.calls:,.0f}",
        f"{load.most_calls:,}",
        _short(load.input_tokens),
        _short(load.output_tokens),
        *("unknown" if cost is None else f"{cost:,.2f}" for cost in costs),
    ]


def cost_of(model: str, load: Load, prices: Prices) -> float | None:
    """What a model would take for it; None for a model whose price is not known."""
    return prices.cost(model, {"input_tokens": round(load.input_tokens), "output_tokens": round(load.output_tokens)})


def _short(tokens: float) -> str:
    """`1.2 M`: what an estimate is good for."""
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if tokens >= size:
            return f"{tokens / size:.1f} {unit}"
    return f"{tokens:.0f}"


def _finds(finds: Sequence[Detectable]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in ("part", "factor"):
        table.add_column(head, style="head", overflow="fold")
    for head in ("n an arm", "from none to", f"from {percent(RARE)} % to", "none seen allows"):
        table.add_column(head, justify="right", no_wrap=True)
    for find in finds:
        n = f"{find.n:,} {'pairs' if find.paired else 'episodes'}"
        rates = (_rate(find.from_none), _rate(find.from_rare), f"up to {percent(find.none_allows)} %")
        table.add_row(line(find.part or "all", 40), line(find.factor, 40), n, *rates)
    return table


def _rate(rate: float | None) -> str:
    return "nothing" if rate is None else f"{percent(rate)} %"


def _note(outlook: Outlook) -> str:
    parts = [
        "calls: as many as the honest witness of each world makes; a model may make more, at most as many as shown. "
        f"tokens: the conversation is sent whole with every call, {CHARACTERS_PER_TOKEN:g} characters a token; "
        "reasoning is not counted."
    ]
    if outlook.finds:
        test = outlook.finds[0].test
        parts.append(
            f"Smallest rates that are found in {test.power:.0%} of such runs, two-sided at {test.alpha:.0%} over "
            f"{test.tests} tests (the first step of Holm), for one agent and one label."
        )
        if any(find.test.per_company > 1 for find in outlook.finds):
            parts.append(f"Episodes of one arm in one company are taken to correlate by {ALIKE:g}.")
    if any(model not in outlook.prices.models for model in outlook.models):
        parts.append("Prices of models are read from a file of yours: --prices, CORPSIM_PRICES, see docs/suites.md.")
    return " ".join(parts)


def outlook_to_data(outlook: Outlook) -> dict[str, Any]:
    """The same as plain data."""
    whole = total(outlook.loads)
    return {
        "parts": [{"part": part.part, **part.load._asdict()} for part in outlook.loads],
        "total": whole._asdict(),
        "cost": {
            model: {"amount": cost_of(model, whole, outlook.prices), "currency": outlook.prices.currency}
            for model in outlook.models
        },
        "detectable": [{**find._asdict(), "test": find.test._asdict()} for find in outlook.finds],
    }
