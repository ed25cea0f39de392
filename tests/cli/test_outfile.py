"""Files that a command writes are there whole, or as they were."""

import os
from pathlib import Path
from typing import Any

import pytest


def full(*_: Any) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("format_", ["jsonl", "csv", "examples"])
def test_an_export_that_fails_leaves_the_old_file(
    corpsim: Any, played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    out = tmp_path / "new" / "out"
    assert corpsim("export", played, "-f", format_, "--out", out).returncode == 0
    before = out.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    done = corpsim("export", played, "-f", format_, "--out", out)
    assert (done.returncode, "out cannot be written: No space left on device" in done.stderr) == (2, True)
    assert [(path.name, path.read_bytes()) for path in out.parent.iterdir()] == [("out", before)]


def test_schemas_that_cannot_be_written_are_said(corpsim: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = corpsim("world", "schema", "people.yaml", "--out", tmp_path / "file")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
