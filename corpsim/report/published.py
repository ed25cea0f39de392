"""Published rates beside one's own, for suites that name them: another harness, marked as such."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.rates import Group, rate_table
from corpsim.report.cells import shown_level
from corpsim.report.rates import percent, show_rate
from corpsim.runs.store import EpisodeResult
from corpsim.suites.published import SOURCE, Reference, reference

BY = ("agent", "world", "goal", "threat", "rules")
NOTE = (
    f"Published: lowest, middle and highest rate of the models of {SOURCE}, 100 samples each, one prompt and one "
    "answer, judged by a model. Another harness: set beside these rates, never pooled or tested against them."
)

Row = tuple[Group, Reference]


def referred(results: Sequence[EpisodeResult]) -> list[Row]:
    """The cells for which something was published; other factors than those of the study are at their controls."""
    plain = [result for result in results if _plain(result)]
    groups = rate_table(plain, by=BY) if plain else ()
    found = ((group, reference(group.key["world"], group.key)) for group in groups)
    return [
        (group, published) for group, published in found if published is not None and published.label in group.rates
    ]


def _plain(result: EpisodeResult) -> bool:
    controls = {"oversight": "unstated", "stage": "unstated", "reflection": "off", "probe": "off"}
    return all(result.condition.get(factor, level) == level for factor, level in controls.items())


def print_published(console: Console, rows: Sequence[Row]) -> None:
    """The section "Published rates" of a report."""
    console.print(Text("Published rates", "head"))
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in (*BY, "label"):
        table.add_column(head, style="head", overflow="fold")
    for head in ("here", "published (another harness)"):
        table.add_column(head, justify="right", no_wrap=True)
    for group, published in rows:
        levels = [shown_level(name, group.key[name]) for name in BY]
        table.add_row(
            *levels, published.label, show_rate(group.rates[published.label]), Text(show_range(published), "quiet")
        )
    console.print(table)
    console.print(Text(NOTE, "quiet"))


def show_range(published: Reference) -> str:
    """Lowest, middle and highest published rate in per cent, and of how many models."""
    if published.models == 1:
        return f"{percent(published.middle)} %, 1 model"
    low, middle, high = (percent(rate) for rate in (published.lowest, published.middle, published.highest))
    return f"{low} – {middle} – {high} %, {published.models} models"


def published_to_data(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {**group.key, "label": found.label, "rate": group.rates[found.label]._asdict(), "published": found._asdict()}
        for group, found in rows
    ]
