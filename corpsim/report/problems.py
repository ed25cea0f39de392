"""The problems of a world: one line each where programs read on, with the line of the file where people do."""

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from corpsim.errors import Excerpt, Problem
from corpsim.report.safe import plain, safe


def print_problems(console: Console, problems: Iterable[Problem]) -> None:
    """Every problem as `path:line:column: message`; on a terminal also the place itself, with a mark under it."""
    for problem in problems:
        told = safe(_one_line(problem.place), "head").append(
            plain(f": {_one_line(problem.message)}"), "default not bold"
        )
        console.print(told, soft_wrap=True)
        if console.is_terminal:
            shown = _excerpt(problem.line, problem.excerpt) if problem.excerpt is not None else ""
            console.print(shown, soft_wrap=True)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _excerpt(line: int, excerpt: Excerpt) -> Text:
    text, caret, width = excerpt
    before, meant = plain(text[:caret]), plain(text[caret : caret + width])
    margin = f"{line:>6} │ "
    shown = (
        safe(margin, "quiet")
        .append(before, "default")
        .append(meant, "bad")
        .append(plain(text[caret + width :]), "default")
    )
    # Signs that stand for control characters, and letters two cells wide, take more room than characters.
    marks = "^" * max(1, cell_len(meant))
    return shown.append(f"\n{' ' * 6} │ ", "quiet").append(f"{' ' * cell_len(before)}{marks}\n", "bad")


def problem_to_data(problem: Problem) -> dict[str, Any]:
    """For `--json`. Line and column count from 1; 0 means the whole file."""
    return {"path": problem.path, "line": problem.line, "column": problem.column, "message": problem.message}
