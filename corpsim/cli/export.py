"""`corpsim export`: the results of runs for other programs."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Annotated, Literal

import typer

from corpsim.cli.given import RunPaths
from corpsim.disk import drafted
from corpsim.errors import creating
from corpsim.evidence.columnar import write_duckdb, write_parquet, write_parquet_folder
from corpsim.evidence.rows import rows
from corpsim.evidence.tables import TABLES, columns
from corpsim.report.console import talk
from corpsim.report.drafts import draft_examples
from corpsim.report.lines import Row, write_csv, write_jsonl
from corpsim.report.plaindata import flat, result_to_data
from corpsim.report.trajectories import export_trajectories
from corpsim.runs.store import RunFolder

Format = Literal["jsonl", "csv", "examples", "trajectories", "duckdb", "parquet"]
_BY_ENDING: dict[str, Format] = {".csv": "csv", ".duckdb": "duckdb", ".parquet": "parquet"}


def export(
    runs: RunPaths,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="jsonl nests, csv has a column for everything, examples are to be labelled, trajectories are a folder "
            "to train monitors on, duckdb and parquet hold all tables.",
            show_default="as --out ends, else jsonl",
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", "-t", help=f"Only this table: {', '.join(TABLES)}.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="A file instead of stdout; for parquet and trajectories a folder.", show_default=False
        ),
    ] = None,
    thoughts: Annotated[bool, typer.Option("--thoughts", help="Trajectories with the agent's thoughts.")] = False,
) -> None:
    """Write runs for other programs: an episode a line, its calls for labels by hand, tables, or a set to train on."""
    format_ = format_ or _BY_ENDING.get(out.suffix.lower() if out is not None else "", "jsonl")
    names = list(columns(table)) if table is not None else None
    folders = [RunFolder.open(run) for run in runs]
    if format_ == "trajectories":
        _write_trajectories(folders, out, thoughts=thoughts)
        return
    if format_ in ("duckdb", "parquet"):
        _write_database(format_, table, folders, out)
        return
    if format_ == "examples" and table is not None:
        raise typer.BadParameter("examples are no table; leave it out.", param_hint="--table")
    if out is None:
        _write_lines(sys.stdout, format_, table, names, folders)
        return
    with creating(out), drafted(out) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        count = _write_lines(file, format_, table, names, folders)
    talk().print(f"{count} {table or 'episodes'} in {out}", soft_wrap=True)


def _write_trajectories(folders: Sequence[RunFolder], out: Path | None, *, thoughts: bool) -> None:
    if out is None or len(folders) > 1:
        raise typer.BadParameter("trajectories are one run in a folder: RUN -o DIR.", param_hint="--out")
    made = export_trajectories(folders[0], out, thoughts=thoughts)
    talk().print(f"{made.episodes} episodes, {made.steps} steps, {made.labels} labels in {out}", soft_wrap=True)


def _write_database(format_: str, table: str | None, folders: Sequence[RunFolder], out: Path | None) -> None:
    if out is None:
        raise typer.BadParameter(f"{format_} is written to a file: --out NAME.", param_hint="--out")
    names = [table] if table is not None else list(TABLES)
    if format_ == "duckdb":
        write_duckdb(out, names, folders)
    elif table is not None:
        write_parquet(out, table, folders)
    else:
        write_parquet_folder(out, names, folders)
    talk().print(f"{', '.join(names)} in {out}", soft_wrap=True)


def _write_lines(
    file: IO[str], format_: str, table: str | None, names: Sequence[str] | None, folders: Sequence[RunFolder]
) -> int:
    """Returns how many rows there were; `names` are the table's columns."""
    if format_ == "examples":
        return write_jsonl(file, (row for folder in folders for row in draft_examples(folder)))
    found = (row._asdict() for row in rows(table, *folders)) if table is not None else _episodes(format_, folders)
    return write_csv(file, found, names) if format_ == "csv" else write_jsonl(file, found)


def _episodes(format_: str, folders: Sequence[RunFolder]) -> Iterator[Row]:
    """An episode a row, which says its run where there are several."""
    to_row = flat if format_ == "csv" else result_to_data
    for folder in folders:
        run = {"run": str(folder.path)} if len(folders) > 1 else {}
        yield from ({**run, **to_row(result)} for result in folder.results())
