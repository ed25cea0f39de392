"""`corpsim world validate`: everything that is wrong with a world, at once."""

from typing import Annotated, Any

import typer

from corpsim.catalog import find_world, world_folders
from corpsim.cli.given import AllowCode, AsJson
from corpsim.errors import InvalidWorld, UntrustedCode
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.problems import print_problems, problem_to_data
from corpsim.report.safe import safe


def validate(
    worlds: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORLD", help="Names, folders or packed worlds; default all.", show_default=False),
    ] = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Read worlds and name every problem with file, line, column and nearest name; exit 3 if there is one."""
    found: dict[str, list[dict[str, Any]]] = {}
    names = worlds or list(world_folders())
    for name in names:
        try:
            template = find_world(name, allow_code=allow_code)
        except UntrustedCode as error:
            found[name] = []
            unsure = f"{name}: nothing wrong so far; names that its code may define were not checked: {error}"
            talk().print(safe(unsure), soft_wrap=True)
        except InvalidWorld as error:
            found[name] = [problem_to_data(problem) for problem in error.problems]
            if not json_:
                print_problems(data(), error.problems, name.rstrip("/") if len(names) > 1 else "")
                talk().print(safe(f"{name}: {error.count}", "bad"), soft_wrap=True)
        else:
            found[name] = []
            if not json_:
                valid = f"{name}: valid, version {template.version}, digest {template.digest}"
                data().print(safe(valid), soft_wrap=True)
    if json_:
        print_json(found)
    if any(found.values()):
        raise typer.Exit(InvalidWorld.exit_code)
