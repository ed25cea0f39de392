"""`corpsim compare`: two runs side by side."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.cli.given import AsJson
from corpsim.evidence.compare import compare_runs
from corpsim.report.compare import comparison_to_data, print_comparison
from corpsim.report.console import data
from corpsim.report.plaindata import print_json
from corpsim.runs.store import RunFolder


def compare(
    run_a: Annotated[Path, typer.Argument(metavar="RUN_A", help="A run folder.", show_default=False)],
    run_b: Annotated[
        Path, typer.Argument(metavar="RUN_B", help="Another; or the same, with --agents.", show_default=False)
    ],
    agents: Annotated[
        list[str] | None,
        typer.Option(metavar="A=B", help="Which agent of RUN_B stands for which of RUN_A.", show_default=False),
    ] = None,
    across: Annotated[
        list[str] | None,
        typer.Option(metavar="FACTOR", help="A factor whose levels may differ.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every flip and every difference.")] = False,
    json_: AsJson = False,
) -> None:
    """Show which episodes came out otherwise, and whether the runs differ by more than chance."""
    compared = compare_runs(
        RunFolder.open(run_a), RunFolder.open(run_b), agents=_belonging(agents or []), across=across or []
    )
    if json_:
        print_json(comparison_to_data(compared))
    else:
        print_comparison(data(), compared, every=every)


def _belonging(given: list[str]) -> dict[str, str]:
    """`A=B`, once for each. Raises typer.BadParameter."""
    found = {}
    for item in given:
        first, equals, second = item.partition("=")
        if not (first.strip() and equals and second.strip()):
            raise typer.BadParameter(f"{item!r} should be A=B, two agents.", param_hint="--agents")
        found[first.strip()] = second.strip()
    return found
