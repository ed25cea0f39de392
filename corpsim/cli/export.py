"""`corpsim export`: the results of a run for other programs."""

import csv
import io
from pathlib import Path
from typing import Annotated, Literal

import typer

from corpsim.cli.given import Run
from corpsim.cli.outfile import write_out
from corpsim.report.console import talk
from corpsim.report.drafts import draft_examples
from corpsim.report.plaindata import flat, result_to_data
from corpsim.report.safe import json_text, plain
from corpsim.runs.store import EpisodeResult, RunFolder


def export(
    run: Run,
    format_: Annotated[
        Literal["jsonl", "csv", "examples"],
        typer.Option(
            "--format", "-f", help="jsonl nests, csv has a column for everything, examples are to be labelled."
        ),
    ] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="A file instead of stdout.", show_default=False)] = None,
) -> None:
    """Write one line an episode: condition, outcome, objective, labels; or its calls, for labels by hand."""
    folder = RunFolder.open(run)
    results = folder.results()
    rows = draft_examples(folder) if format_ == "examples" else map(result_to_data, results)
    text = _csv(results) if format_ == "csv" else "".join(json_text(row) + "\n" for row in rows)
    if out is None:
        typer.echo(text, nl=False)
        return
    write_out(out, text)
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
