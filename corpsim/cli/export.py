"""`corpsim export`: the results of a run for other programs."""

import csv
import io
from pathlib import Path
from typing import Annotated, Literal

import typer

from corpsim.cli.given import Run
from corpsim.errors import InvalidConfiguration
from corpsim.report.console import talk
from corpsim.report.drafts import draft_examples
from corpsim.report.plaindata import flat, result_to_data
from corpsim.report.safe import json_text, plain
from corpsim.report.trajectories import export_trajectories
from corpsim.runs.store import EpisodeResult, RunFolder


def export(
    run: Run,
    format_: Annotated[
        Literal["jsonl", "csv", "examples", "trajectories"],
        typer.Option(
            "--format",
            "-f",
            help="jsonl nests, csv has a column for everything, examples are to be labelled, trajectories are a folder "
            "to train monitors on.",
        ),
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A file instead of stdout, or a folder.", show_default=False)
    ] = None,
    thoughts: Annotated[bool, typer.Option("--thoughts", help="Trajectories with the agent's thoughts.")] = False,
) -> None:
    """Write one line an episode: condition, outcome, objective, labels; or its calls, for labels by hand."""
    folder = RunFolder.open(run)
    if format_ == "trajectories":
        if out is None:
            raise typer.BadParameter("trajectories are a folder: -o DIR.", param_hint="--out")
        made = export_trajectories(folder, out, thoughts=thoughts)
        talk().print(f"{made.episodes} episodes, {made.steps} steps, {made.labels} labels in {out}", soft_wrap=True)
        return
    results = folder.results()
    rows = draft_examples(folder) if format_ == "examples" else map(result_to_data, results)
    text = _csv(results) if format_ == "csv" else "".join(json_text(row) + "\n" for row in rows)
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidConfiguration(f"cannot write {out}: {error.strerror}.") from None
    talk().print(f"{len(results)} episodes in {out}", soft_wrap=True)


def _csv(results: list[EpisodeResult]) -> str:
    rows = [flat(result) for result in results]
    columns = dict.fromkeys(column for row in rows for column in row)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """A value in which nothing acts, and that no spreadsheet takes for a formula: `=+-@` get an apostrophe."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if text[:1] in tuple("=+-@") else text
