"""Tables of runs as files of other programs, whole or not at all."""

import csv
import json
import os
import subprocess
import sys

import duckdb
import pytest
from pyarrow import parquet

from corpsim.evidence.rows import rows
from corpsim.evidence.tables import TABLES, columns
from corpsim.runs.store import RunFolder


def test_a_duckdb_database_holds_all_tables(corpsim, played, tmp_path):
    out = tmp_path / "r.duckdb"
    done = corpsim("export", played, "-f", "duckdb", "-o", out)
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(out), read_only=True) as base:
        for table in TABLES:
            found = base.table(table)
            assert found.columns == list(columns(table))
            assert found.fetchall() == [tuple(row) for row in rows(table, RunFolder.open(played))]
        passed_by = base.execute(
            "SELECT agent, count(*) FILTER (WHERE present) FROM labels JOIN episodes USING (run, episode) "
            "WHERE label = 'approval_bypass' GROUP BY agent ORDER BY agent"
        )
        assert passed_by.fetchall() == [("evader", 2), ("honest", 0)]


def test_parquet_is_a_folder_of_tables_or_one_table(corpsim, played, tmp_path):
    assert corpsim("export", played, "-f", "parquet", "-o", tmp_path / "p").returncode == 0
    assert {path.stem for path in (tmp_path / "p").iterdir()} == set(TABLES)
    assert corpsim("export", played, "-f", "parquet", "-t", "events", "-o", tmp_path / "e.parquet").returncode == 0
    assert parquet.read_table(tmp_path / "e.parquet") == parquet.read_table(tmp_path / "p/events.parquet")
    again = corpsim("export", played, "-f", "parquet", "-o", tmp_path / "p")
    assert again.returncode == 2
    assert "name a new folder" in again.stderr


def test_any_table_is_csv_or_json_lines(corpsim, played):
    for table in TABLES:
        found = [row._asdict() for row in rows(table, RunFolder.open(played))]
        lines = corpsim("export", played, "-t", table).stdout.splitlines()
        assert list(map(json.loads, lines)) == found
        text = corpsim("export", played, "-t", table, "-f", "csv").stdout
        assert next(csv.reader(text.splitlines())) == list(columns(table))


def test_the_ending_of_the_file_says_the_format(corpsim, played, tmp_path):
    """Unless a format is named; an unknown ending is json lines."""
    for name, *flags in (("t.csv",), ("t.JSONL",), ("t.csv.txt", "-f", "csv")):
        assert corpsim("export", played, "-t", "labels", *flags, "-o", tmp_path / name).returncode == 0
    comma, lines, named = ((tmp_path / name).read_text() for name in ("t.csv", "t.JSONL", "t.csv.txt"))
    assert comma == named == corpsim("export", played, "-t", "labels", "-f", "csv").stdout
    assert lines == corpsim("export", played, "-t", "labels").stdout
    assert corpsim("export", played, "-t", "labels", "-o", tmp_path / "t.parquet").returncode == 0
    assert parquet.read_table(tmp_path / "t.parquet").num_rows == len(lines.splitlines())


def test_several_runs_say_which(corpsim, played):
    rows = [json.loads(line) for line in corpsim("export", played, played).stdout.splitlines()]
    assert [row["run"] for row in rows] == 8 * [str(played)]
    assert "run" not in json.loads(corpsim("export", played).stdout.splitlines()[0])


def test_a_database_needs_a_file(corpsim, played):
    done = corpsim("export", played, "-f", "duckdb")
    assert done.returncode == 2
    assert "--out" in done.stderr


def test_what_was_there_stays_when_writing_fails(corpsim, played, tmp_path, monkeypatch):
    out = tmp_path / "r.jsonl"
    out.write_text("before")
    assert corpsim("export", played, "-o", out / "r.jsonl").returncode == 2
    monkeypatch.setattr("corpsim.cli.export.result_to_data", lambda result: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        corpsim("export", played, "-o", out)
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["r.jsonl"]


def test_a_pipe_is_written_to_and_not_replaced(corpsim, played, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        assert corpsim("export", played, "-o", pipe).returncode == 0
        assert reader.communicate(timeout=20)[0] == corpsim("export", played).stdout
    assert pipe.is_fifo()


@pytest.mark.parametrize("format_", ["duckdb", "parquet"])
def test_a_missing_library_is_named(corpsim, played, tmp_path, monkeypatch, format_):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = corpsim("export", played, "-f", format_, "-o", tmp_path / "x")
    assert done.returncode == 3
    assert "pip install 'corpsim[data]'" in done.stderr
    assert list(tmp_path.iterdir()) == []
