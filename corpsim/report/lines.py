"""Rows as lines of text: JSON Lines and CSV. Everything in them is untrusted, and nothing in them acts."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from corpsim.report.safe import json_text, plain

Row = Mapping[str, Any]


def write_jsonl(file: IO[str], rows: Iterable[Row]) -> int:
    """A JSON object a line; returns how many."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        file.write(json_text(row) + "\n")
    return count


def write_csv(file: IO[str], rows: Iterable[Row], columns: Sequence[str] | None = None) -> int:
    """A header and a line a row; returns how many rows. Without `columns` all that some row has, in their order."""
    if columns is None:
        rows = list(rows)
        columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return count


def _cell(value: object) -> object:
    """A value in which nothing acts, and that no spreadsheet takes for a formula: `=+-@` get an apostrophe."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if text[:1] in tuple("=+-@") else text
