"""The whole command line, put together."""

import io
import sys
from typing import Annotated

import typer

import corpsim
from corpsim.cli.bench import bench
from corpsim.cli.compare import compare
from corpsim.cli.demo import demo
from corpsim.cli.door import Commands, register
from corpsim.cli.export import export
from corpsim.cli.labels import labels_app
from corpsim.cli.listing import list_
from corpsim.cli.monitor import monitor
from corpsim.cli.overview import print_overview
from corpsim.cli.play import play
from corpsim.cli.power import power
from corpsim.cli.replay import replay
from corpsim.cli.report import report
from corpsim.cli.run import resume, run
from corpsim.cli.score import score
from corpsim.cli.search import search_
from corpsim.cli.show import show
from corpsim.cli.view import view
from corpsim.cli.world import world_app

EPILOG = "Every option is also an environment variable: --max-steps is CORPSIM_MAX_STEPS."

app = typer.Typer(
    cls=Commands,
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"corpsim {corpsim.__version__}")
        raise typer.Exit


@app.callback()
def begin(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """A laboratory for AI agents in a simulated company: run agents, read what they did, count what went wrong."""
    if ctx.invoked_subcommand is None:
        print_overview()


for _name, _function in (
    ("demo", demo),
    ("play", play),
    ("run", run),
    ("resume", resume),
    ("report", report),
    ("view", view),
    ("show", show),
    ("compare", compare),
    ("power", power),
    ("score", score),
    ("monitor", monitor),
    ("replay", replay),
    ("search", search_),
    ("export", export),
    ("list", list_),
    ("bench", bench),
):
    register(app, _name, _function)
app.add_typer(labels_app, name="labels")
app.add_typer(world_app, name="world")


def main() -> None:
    """The program `corpsim`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no such letter
    app(prog_name="corpsim")
