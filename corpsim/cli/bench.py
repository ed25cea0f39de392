"""`corpsim bench`: how fast this installation is, as ratios; a door to the scripts of `benchmarks/speed`."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from corpsim.cli.given import AsJson
from corpsim.content import content_folder
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.speed import compare_speeds, load_speeds, moved_to_data, parse_speeds, print_moved

QUICK = "steps,resets,imports,size,vector"
"""What is measured when nothing else is said, in about a minute."""

FULL = f"{QUICK},episodes,crowd,overhead"


def bench(
    only: Annotated[
        str | None,
        typer.Option(metavar="SECTIONS", help=f"Sections with commas, of {FULL}.", show_default=QUICK),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="All sections, with more rounds and larger companies; some ten minutes.")
    ] = False,
    rounds: Annotated[
        int | None,
        typer.Option(min=1, help="Rounds of the short measurements.", show_default="8, of --full 40"),
    ] = None,
    world: Annotated[str, typer.Option(help="Whose figures.")] = "leverage",
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Set the ratios beside those of an earlier --json.", show_default=False),
    ] = None,
    fail_on_slower: Annotated[
        bool, typer.Option("--fail-on-slower", help="Exit 1 when a ratio became slower than in --baseline.")
    ] = False,
    json_: AsJson = False,
) -> None:
    """Measure how fast this installation is, as ratios within one run: a step in steps of CartPole-v1, an import in
    imports of gymnasium, a large company in a small one.

    `corpsim bench --json > before.json`, and after a change `corpsim bench --baseline before.json`.
    """
    if fail_on_slower and baseline is None:
        raise typer.BadParameter(
            "there is nothing to be slower than; name a --baseline.", param_hint="--fail-on-slower"
        )
    before = load_speeds(baseline, world) if baseline is not None else None
    flags = ["--no-peers", "--world", world, "--only", only or (FULL if full else QUICK)]
    flags += [] if full else ["--quick"]
    flags += ["--rounds", str(rounds)] if rounds is not None else []
    text = _measured(flags, quiet=json_)
    moved = compare_speeds(before, parse_speeds(text, "benchmarks/speed")) if before is not None else []
    if json_:
        print_json({**json.loads(text), **({"compared": moved_to_data(moved)} if before is not None else {})})
    elif before is not None:
        print_moved(data(), before, moved)
    slower = sum(one.verdict == "slower" for one in moved)
    if before is not None:
        talk().print(f"{slower} of {len(moved)} ratios slower than in {baseline}", soft_wrap=True)
    if slower and fail_on_slower:
        raise typer.Exit(1)


def _measured(flags: list[str], *, quiet: bool) -> bytes:
    """Measure in a process of its own, which prints its tables unless it is to be quiet; the figures as JSON."""
    paths = os.pathsep.join(path for path in sys.path if path)
    with tempfile.TemporaryDirectory(prefix="corpsim-bench-") as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, str(content_folder("benchmarks") / "speed"), *flags, "--json", str(figures)]
        done = subprocess.run(  # noqa: S603  this Python, a script of this installation
            command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.DEVNULL if quiet else None, check=False
        )
        if done.returncode:
            raise typer.Exit(done.returncode)
        return figures.read_bytes()
