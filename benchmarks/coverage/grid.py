"""What a grid of simulations came to: how often an interval held the truth, and how wide it was."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.table import Table

LEAST = 0.93


class Cell(NamedTuple):
    """One cell of a grid: `coverage` is the share of draws whose interval held the truth, `width` its mean width.

    `told` is the share of draws that had an interval at all; the two others are of these.
    """

    kind: str
    clusters: int
    per: int
    rate: float
    alike: float
    coverage: float
    width: float
    told: float = 1.0


def summary(title: str, cells: Sequence[Cell]) -> Table:
    """By number of clusters and how alike their episodes are: the mean coverage (the lowest), and the mean width."""
    table = Table("companies", title=title, title_justify="left", box=None, pad_edge=False)
    columns = sorted({cell.alike for cell in cells})
    for alike in columns:
        table.add_column(f"alike {alike:g}", justify="right", no_wrap=True)
    for clusters in sorted({cell.clusters for cell in cells}):
        rows = ([c for c in cells if c.clusters == clusters and c.alike == alike] for alike in columns)
        table.add_row(str(clusters), *map(_shown, rows))
    return table


def _shown(cells: Sequence[Cell]) -> str:
    if not cells:
        return "–"
    covered = [cell.coverage for cell in cells]
    width = sum(cell.width for cell in cells) / len(cells)
    return f"{sum(covered) / len(covered):.3f} ({min(covered):.2f})  {width:.2f}"


def verdict(cells: Sequence[Cell]) -> str:
    """How much of the grid is covered as it should be, and the worst cell."""
    worst = min(cells, key=lambda cell: cell.coverage)
    enough = sum(cell.coverage >= LEAST for cell in cells) / len(cells)
    where = f"{worst.clusters} companies of {worst.per}, rate {worst.rate:g}, alike {worst.alike:g}"
    return f"{enough:.1%} of {len(cells)} cells at {LEAST:.0%} or above; lowest {worst.coverage:.3f} ({where})"


def lines(section: str, cells: Iterable[Cell]) -> Iterable[str]:
    """The cells as rows of a table with tabs."""
    for cell in cells:
        figures = (f"{value:g}" if isinstance(value, float) else str(value) for value in cell)
        yield "\t".join((section, *figures))
