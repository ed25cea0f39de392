"""The problems of a world: one line each where programs read on, with the line of the file where people do."""

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from corpsim.errors import Excerpt, Problem
from corpsim.report.safe import plain, safe


def print_problems(console: Console, problems: Iterable[Problem], inside: str = "") -> None:
    """Every problem as `path:line:column: message`; on a terminal also the place itself, with a mark under it.

    Paths are shown `inside` a folder where several worlds are spoken of.
    """
    for problem in problems:
        told = safe(_one_line(f"{inside}/{problem.place}" if inside else problem.place), "head").append(
            plain(f": {_one_line(problem.message)}"), "default not bold"
        )
        console.print(told, soft_wrap=True)
        if console.is_terminal:
            shown = _excerpt(problem.line, problem.excerpt) if problem.excerpt is not None else ""
            console.print(shown, soft_wrap=True)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _excerpt(line: int, excerpt: Excerpt) -> Text:
    """The line with its number, and a mark under the characters that are meant."""
    text, caret, width = excerpt
    before, meant, after = (plain(part) for part in (text[:caret], text[caret : caret + width], text[caret + width :]))
    shown = Text().append(f"{line:>6} │ ", "quiet").append(before).append(meant, "bad").append(f"{after}\n")
    # Signs that stand for control characters, and letters two cells wide, take more room than characters.
    mark = " " * cell_len(before) + "^" * max(1, cell_len(meant))
    return shown.append(f"{'':6} │ ", "quiet").append(f"{mark}\n", "bad")


def problem_to_data(problem: Problem) -> dict[str, Any]:
    """For `--json`. Line and column count from 1; 0 means the whole file."""
    return {"path": problem.path, "line": problem.line, "column": problem.column, "message": problem.message}
