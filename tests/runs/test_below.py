"""Which runs lie below a folder: walked, and asked for by name."""

from pathlib import Path

from corpsim.runs.below import is_run_below, runs_below


def test_a_run_is_found_by_name_where_it_is_found_by_walking(tmp_path: Path) -> None:
    """Folders at any depth, hidden ones, runs inside runs: both ways say the same of each, and of no path outside."""
    top = tmp_path / "top"
    names = ["a", "b/c", "b/c/inside", "d/e/f", "d/e/f/g", "h/i/j/deep", ".hidden", "k/.hidden/l", "m"]
    for name in (*(f"top/{name}" for name in names), "outside"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.json").touch()
    (top / "m" / "manifest.json").rename(top / "m" / "other.json")
    every = [path for path in tmp_path.rglob("*") if path.is_dir()]
    walked = list(runs_below(top))
    assert [path for path in sorted(every) if is_run_below(path, top)] == walked
    assert [path.relative_to(top).as_posix() for path in walked] == ["a", "b/c", "d/e/f"]
    for path in (top / ".." / "outside", top / "a" / ".." / "a", top / "b" / ".." / ".." / "outside", Path("/etc")):
        assert not is_run_below(path, top)
    assert is_run_below(top / "a", top / "a")
    assert list(runs_below(top / "a")) == [top / "a"]
