"""Commands to copy: spelled so that they work in the shell from which this one was started."""

import shutil
import sys
from pathlib import Path

NAME = "corpsim"


def program() -> str:
    """How to call this program here: `corpsim` if the shell finds it, else the path by which it was called."""
    called = Path(sys.argv[0])
    if called.name != NAME or shutil.which(NAME) is not None:
        return NAME
    return str(called)


def command(arguments: str) -> str:
    """A command line of this program."""
    return f"{program()} {arguments}"
