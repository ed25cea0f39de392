"""What the tests of runs share: where the odd agents are, how to run, and what a folder holds."""

from pathlib import Path

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

ODD = Path(__file__).with_name("odd_agents.py")


def odd(name):
    return f"{ODD}:{name}"


def play(folder, *agents, **settings):
    """Run agents and return the folder, once played."""
    run_blocking(RunConfig(agents=agents, **settings), folder)
    return RunFolder.open(folder)


def contents(folder):
    """Name → bytes of what must be equal between equal runs."""
    found = (*Path(folder).glob("episodes/*"), *Path(folder).glob("labels/*"))
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in sorted(found)}


def only(folder):
    (result,) = folder.results()
    return result
