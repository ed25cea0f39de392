"""The two voices of the command line: stdout is data, stderr is talk; and the few styles both use.

Styles are the eight basic colours and bold or dim, so that they follow the terminal's own theme, light or dark. Piped
output is plain; `NO_COLOR` and `COLUMNS` are honoured.
"""

import os
import sys
from typing import IO

from rich.console import Console
from rich.theme import Theme

STYLES = Theme(
    {
        "head": "bold",
        "quiet": "dim",
        "good": "green",
        "bad": "bold red",
        "mark": "bold magenta",
        "seat": "bold cyan",
        "command": "cyan",
    },
    inherit=True,
)

PIPED_WIDTH = 120
"""Columns where nobody says how wide the paper is."""


def data() -> Console:
    """stdout, for what was asked for."""
    return _console(stderr=False)


def talk() -> Console:
    """stderr, for progress, advice and errors."""
    return _console(stderr=True)


def paper(width: int, file: IO[str] | None = None) -> Console:
    """A page without colours, as wide as it is; for files and for tests."""
    return Console(file=file, theme=STYLES, highlight=False, markup=False, emoji=False, width=width, color_system=None)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS", "").isdigit() else _piped_width()
    return Console(stderr=stderr, theme=STYLES, highlight=False, markup=False, emoji=False, width=width)


def _piped_width() -> int:
    """That of the terminal behind the pipe (`corpsim show … | less`), if there is one."""
    try:
        return os.get_terminal_size(sys.__stderr__.fileno()).columns if sys.__stderr__ is not None else PIPED_WIDTH
    except (OSError, ValueError):
        return PIPED_WIDTH
