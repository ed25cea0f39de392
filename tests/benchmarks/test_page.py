"""The tables find their place in a page and leave the rest of it alone."""

from pathlib import Path

import page
import pytest
from clockwork import Aim, Section


def _section() -> Section:
    section = Section("steps", "Steps", "In steps of CartPole-v1.", notes=["A note."])
    section.add("open a mail", "×", [0.8, 0.9, 1.0], Aim(1), here="7 µs")
    section.add("send 1 kB", "×", [2.5], Aim(2), group="Writes")
    section.add("compile", "s", [], Aim(2), group="Writes")
    return section


def test_tables_go_between_the_marks(tmp_path: Path) -> None:
    """Writing twice gives one table; what stands around it stays."""
    file = tmp_path / "speed.md"
    file.write_text(f"# Speed\n\nBefore.\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter.\n", encoding="utf-8")
    page.write(file, [_section()])
    once = file.read_text(encoding="utf-8")
    page.write(file, [_section()])
    assert file.read_text(encoding="utf-8") == once
    assert once.startswith("# Speed\n\nBefore.\n")
    assert once.endswith(f"{page.END}\n\nAfter.\n")
    assert "old" not in once
    assert "| open a mail | 0.90 × | 0.85–0.95 | 7 µs | ≤ 1 | met |" in once


def test_what_is_missed_is_written_down(tmp_path: Path) -> None:
    """Too slow and not measured both stand in the table as not met."""
    text = page.markdown([_section()])
    assert "| send 1 kB | 2.50 × |  |  | ≤ 2 | **not met** |" in text
    assert "| compile | not measured |  |  | ≤ 2 | **not met** |" in text
    assert text.index("| **Writes** |") < text.index("| send 1 kB |")


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    """The error says what to write into it."""
    file = tmp_path / "speed.md"
    file.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the tables"):
        page.write(file, [_section()])
    assert file.read_text(encoding="utf-8") == "# Mine\n"
