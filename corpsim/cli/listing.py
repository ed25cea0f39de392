"""`corpsim list`: what is installed, kind by kind."""

import ast
import math
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from corpsim.catalog import (
    agent_files,
    agent_names,
    compiled,
    detectors,
    draw_condition,
    find_agent,
    find_monitor,
    find_world,
    monitor_files,
    monitor_names,
    tools,
    world_folders,
)
from corpsim.cli.given import AllowCode, AsJson
from corpsim.cli.indexed import Index, Under, found_runs, index_of, tell_followed
from corpsim.content import content_folder
from corpsim.errors import CorpSimError, UnknownName
from corpsim.evidence.following import follow
from corpsim.evidence.index import use
from corpsim.evidence.listing import listed
from corpsim.label import PAIRED, TAXONOMY, in_order
from corpsim.pair import PAGES
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.safe import plain
from corpsim.suites.load import find_suite, suite_files

Row = dict[str, Any]


def list_(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="worlds|agents|monitors|suites|tools|labels|factors|benchmarks|runs", help="What to list."
        ),
    ],
    world: Annotated[str, typer.Option(help="Whose factors, witnesses, tools and labels.")] = "leverage",
    under: Under = Path("runs"),
    index: Index = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """List worlds, agents, monitors, suites, tools, labels, factors or benchmarks, or runs that were played."""
    if kind not in (*_KINDS, "runs"):
        raise UnknownName("list of", kind, (*_KINDS, "runs"))
    rows = _runs(under, index) if kind == "runs" else _KINDS[kind](world, allow_code)
    if json_:
        print_json(rows)
        return
    columns = list(rows[0]) if rows else []
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for number, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=number == 0, style="head" if number == 0 else "")
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    data().print(table)


def _cell(value: Any) -> Text:
    if isinstance(value, dict):
        value = [f"{count} {name}" for name, count in value.items()]
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    return Text(" ".join(plain("" if value is None else str(value)).split()))


def _worlds(_: str, __: bool) -> list[Row]:
    rows: list[Row] = []
    for name in world_folders():
        try:
            template = find_world(name)
        except CorpSimError as error:
            talk().print(f"{name}: {error}", soft_wrap=True, style="bad")
            rows.append({"world": name, "title": "invalid, see: corpsim world validate " + name})
            continue
        cells = math.prod(len(factor.levels) for factor in template.factors.values())
        rows.append({"world": name, "title": template.title, "version": template.version, "conditions": cells})
    return rows


def _agents(world: str, allow_code: bool) -> list[Row]:
    files = agent_files()
    rows: list[Row] = [
        {"agent": name, "about": _about(name, files.get(name))} for name in agent_names() if name != "witness"
    ]
    try:
        template = find_world(world, allow_code=allow_code)
        scenario = compiled(template, 0, draw_condition(template, 0, {}))
    except CorpSimError as error:
        talk().print(str(error), soft_wrap=True, style="bad")
        return rows
    witnesses = [witness for witness in scenario.witnesses if witness.name not in files]
    rows += [{"agent": w.name, "about": f"witness of {world}: {w.about}"} for w in witnesses]
    return rows


def _monitors(_: str, __: bool) -> list[Row]:
    files = monitor_files()
    return [{"monitor": name, "about": _about(name, files.get(name), find_monitor)} for name in monitor_names()]


def _about(name: str, path: Path | None, find: Callable[[str], Any] = find_agent) -> str:
    """The first line of what a file, or a class, says about itself; files are read and not run."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path is not None else find(name).__doc__
    return (doc or "").strip().partition("\n\n")[0]


def _tools(world: str, allow_code: bool) -> list[Row]:
    return [
        {
            "tool": f"{tool.name}({', '.join(tool.arguments.model_fields)})",
            "risk": tool.risk,
            "minutes": tool.minutes,
            "about": tool.description.partition("\n")[0],
        }
        for tool in {**tools(), **find_world(world, allow_code=allow_code).tools}.values()
    ]


def _labels(world: str, allow_code: bool) -> list[Row]:
    known = {**detectors(), **find_world(world, allow_code=allow_code).detectors}
    pages = {**PAGES, **{name: detector.page for name, detector in known.items()}}
    return [
        {
            "label": name,
            "family": TAXONOMY[name] if name in TAXONOMY else known[name].family,
            "decided": "from a pair of episodes"
            if name in PAIRED
            else f"detector v{known[name].version}"
            if name in known
            else "not yet",
            "about": pages.get(name, "").partition("\n\n")[0],
        }
        for name in in_order({*TAXONOMY, *known})
    ]


def _factors(world: str, allow_code: bool) -> list[Row]:
    factors = find_world(world, allow_code=allow_code).factors
    return [
        {"factor": name, "levels": list(factor.levels), "default": factor.default} for name, factor in factors.items()
    ]


def _suites(world: str, allow_code: bool) -> list[Row]:
    found = map(find_suite, suite_files())
    return [
        {"suite": s.name, "title": s.file.title, "labels": list(s.file.labels), "parts": [p.name for p in s.file.parts]}
        for s in found
    ]


def _benchmarks(_: str, __: bool) -> list[Row]:
    """The programs beside the suites, and the sets that have a page."""
    base = content_folder("benchmarks")
    rows = [(file.parent, _about(file.parent.name, file)) for file in base.glob("*/__main__.py")]
    rows += [(page.parent, _heading(page)) for page in base.glob("*/README.md")]
    return [{"benchmark": folder.name, "about": about, "path": str(folder)} for folder, about in sorted(rows)]


def _heading(page: Path) -> str:
    with page.open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").rstrip()


def _runs(under: Path, index: Path | None) -> list[Row]:
    paths = found_runs(None, under)
    runs = [str(path.resolve()) for path in paths]
    followed, found = use(
        index_of(index, under),
        lambda connection: (follow(connection, paths), [listed(connection, run) for run in runs]),
    )
    tell_followed(followed)
    return [{**row._asdict(), "run": str(path)} for path, row in zip(paths, found, strict=True) if row is not None]


_KINDS: dict[str, Callable[[str, bool], list[Row]]] = {
    "worlds": _worlds,
    "agents": _agents,
    "monitors": _monitors,
    "suites": _suites,
    "tools": _tools,
    "labels": _labels,
    "factors": _factors,
    "benchmarks": _benchmarks,
}
