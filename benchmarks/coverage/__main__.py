"""How often 95 % intervals hold the truth: `python benchmarks/coverage`.

    python benchmarks/coverage                     everything, 1,000 draws a cell
    python benchmarks/coverage --only shares       some sections: shares, gaps, odds
    python benchmarks/coverage --draws 200         a first look
    python benchmarks/coverage --out cells.tsv     every cell of every grid as a row

Companies are drawn that differ among themselves, with a truth that is known, and played; then the interval is asked for
that reports print. Each figure is the mean coverage over the cells of that row and column, in brackets the lowest, then
the mean width of the intervals. A cell of 1,000 draws is known to 0.7 points (one standard error).
"""

import argparse
import importlib
from pathlib import Path

import grid

from corpsim.report.console import data

SECTIONS = ("shares", "gaps", "odds")


def main() -> None:
    """Simulate what was asked for and print it."""
    given = _parser().parse_args()
    rows = ["\t".join(("section", *grid.Cell._fields))]
    for name in given.only.split(","):
        section = importlib.import_module(name)
        for kind in section.KINDS:
            cells = list(section.cells(given.draws, kind))
            data().print(grid.summary(f"{name}, {kind}: {grid.verdict(cells)}", cells))
            data().print()
            rows += grid.lines(name, cells)
    if given.out is not None:
        given.out.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1_000, help="draws of companies in each cell")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas")
    parser.add_argument("--out", type=Path, help="a file for every cell")
    return parser


if __name__ == "__main__":
    main()
