"""The door through which every command goes out: exit codes, errors without tracebacks, environment variables.

Exit codes: 0 done, 1 failures over `--fail-on-error`, 2 usage, 3 invalid world or configuration, 4 interrupted and
resumable, 5 replay mismatch.
"""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from corpsim.errors import CorpSimError
from corpsim.report.console import talk
from corpsim.report.safe import plain, safe

INTERRUPTED = 4


class Command(TyperCommand):
    """A command whose every option can also be given as an environment variable: `--max-steps` as CORPSIM_MAX_STEPS."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            if parameter.param_type_name == "option" and parameter.envvar is None and parameter.name:
                parameter.envvar = f"CORPSIM_{parameter.name.upper().rstrip('_')}"
                parameter.show_envvar = False  # type: ignore[attr-defined]


class Commands(TyperGroup):
    """The commands, in the order in which they were added; errors raised on purpose become a message and their code."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in order of use, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except CorpSimError as error:
            complain(error)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            talk().print("\nStopped.", style="bad")
            raise typer.Exit(INTERRUPTED) from None


def complain(error: CorpSimError) -> None:
    """Say on stderr what was found and what would be right."""
    talk().print(safe("error: ", "bad").append(plain(str(error)), "default not bold"), soft_wrap=True)


def register(app: typer.Typer, name: str, function: Callable[..., None], *, panel: str | None = None) -> None:
    """Add a command."""
    app.command(name, cls=Command, rich_help_panel=panel)(function)
