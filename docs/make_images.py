"""Draws docs/images from the real command line: python docs/make_images.py"""

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

IMAGES = Path(__file__).with_name("images")
WIDTH = 112


def terminal(folder: str, *command: str) -> list[str]:
    """What a command prints to a colour terminal of WIDTH columns, by line."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    call = [sys.executable, "-m", "corpsim.cli", *command]
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def between(lines: list[str], first: str, last: str) -> list[str]:
    """The lines from the first that contains `first` up to the one before `last`."""
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    start = next(i for i, line in enumerate(plain) if line.strip().startswith(first))
    stop = next(i for i, line in enumerate(plain) if i > start and line.strip().startswith(last))
    return lines[start:stop]


def draw(name: str, title: str, lines: list[str]) -> None:
    """An SVG of these lines."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(lines)))
    console.save_svg(str(IMAGES / f"{name}.svg"), title=title, unique_id=name)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        demo = terminal(folder, "demo")
        draw("demo", "corpsim demo", between(demo, "episodes", "next"))
        show = terminal(folder, "show", "runs/demo", "5")
        told = [*between(show, "labels", "· not"), *between(show, "step 6", "step 8")]
        draw("show", "corpsim show runs/demo 5", told)
