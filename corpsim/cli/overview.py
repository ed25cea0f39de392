"""`corpsim` without arguments: what there is, and five commands to copy."""

from rich.table import Table
from rich.text import Text

import corpsim
from corpsim.catalog import agent_names, world_folders
from corpsim.cli.copying import command
from corpsim.label import TAXONOMY
from corpsim.report.console import data

COPY = (
    ("demo", "built-in agents in one company, a table of what they did; a minute, no key"),
    ("play leverage", "sit at the desk yourself"),
    ("run leverage --agent openai --model NAME --base-url URL --seeds 0-9", "a real model"),
    ("report RUN", "rates of every label, with intervals"),
    ("show RUN 1", "one episode, step by step, with the evidence"),
)


def print_overview() -> None:
    """What this is, what is installed, and where to begin."""
    console = data()
    console.print(
        Text(f"CorpSim {corpsim.__version__}", "head").append(
            "  AI agents in a simulated company, and what they do when nobody seems to look", "quiet"
        )
    )
    console.print()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="quiet", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("worlds", ", ".join(world_folders()) or "none")
    agents = ", ".join(name for name in agent_names() if name != "witness")
    grid.add_row("agents", f"{agents}, the witnesses of a world, path/to/file.py:Class")
    grid.add_row("labels", f"{len(TAXONOMY)}: {', '.join(list(TAXONOMY)[:4])} …")
    console.print(grid)
    console.print()
    for arguments, about in COPY:
        console.print(Text("  ").append(command(arguments), "command"), soft_wrap=True)
        console.print(Text("      ").append(about, "quiet"))
    console.print()
    console.print(
        Text("corpsim list worlds|agents|suites|monitors|labels|runs · corpsim view · corpsim COMMAND --help", "quiet")
    )
