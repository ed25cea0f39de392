"""Reading a world folder: everything in it, with all that is wrong in all of its files at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpsim.errors import InvalidWorld, Problem
from corpsim.template.chart import sketch_chart
from corpsim.template.checks.code import check_code
from corpsim.template.checks.company import check_company
from corpsim.template.checks.factors import check_factors
from corpsim.template.checks.objective import check_objective
from corpsim.template.checks.people import check_people
from corpsim.template.checks.presence import check_presence
from corpsim.template.checks.story import check_story
from corpsim.template.checks.witnesses import check_witness
from corpsim.template.checks.world import check_world
from corpsim.template.code import Stock, refuse, supply
from corpsim.template.index import Index, draw_index
from corpsim.template.sheets import Sheets, kind_of, read_sheets
from corpsim.template.source.folder import Folder, read_folder
from corpsim.template.source.markdown import parse_markdown
from corpsim.template.source.strict_yaml import Parsed, parse_yaml
from corpsim.template.template import Template


def load_template(folder: Path, stock: Stock) -> Template:
    """The template of a world folder; names of tools, habits, labels and acts are looked up in the stock.

    Raises InvalidWorld with every problem of every file, and UntrustedCode for a world with a module that may not run
    and nothing else wrong with it.
    """
    found = read_folder(folder)
    problems = list(found.problems)
    raw, broken = _parse(found, problems)
    given = supply(folder, found, raw, stock, problems)
    index = draw_index(raw, given)
    sheets = read_sheets(raw, broken, index, problems)
    problems.extend(_check(sheets, found.name, index))
    if given.unchecked:
        problems.extend(refuse(given, stock, problems))
    if problems:
        raise InvalidWorld(problems)
    return _bind(sheets, found.digest, index)


def _parse(found: Folder, problems: list[Problem]) -> tuple[dict[str, Any], frozenset[str]]:
    """The data of every file by path, and the paths of files that are not written properly."""
    raw: dict[str, Any] = {problem.path: None for problem in found.problems}
    broken = set(raw)
    for path, text in found.texts.items():
        parsed = _parse_file(path, text)
        raw[path] = parsed.data
        if parsed.faults:
            broken.add(path)
            problems.extend(Problem(path, fault.line, fault.message) for fault in parsed.faults)
    return raw, frozenset(broken)


def _parse_file(path: str, text: str) -> Parsed:
    if kind_of(path) is None:
        return Parsed(None, [])
    if path.startswith("shares/") or path.endswith(".md"):
        return parse_markdown(text)
    return parse_yaml(text)


def _check(sheets: Sheets, folder: str, index: Index) -> Iterator[Problem]:
    world = sheets.world
    if world is not None:
        yield from check_world(world, folder, sheets)
        yield from check_story(sheets, world.model)
    if sheets.company is not None:
        yield from check_company(sheets.company)
    if sheets.people is not None:
        yield from check_people(sheets.people, world)
    if sheets.factors is not None:
        yield from check_factors(sheets.factors)
    if sheets.objective is not None:
        yield from check_objective(sheets.objective, index)
    yield from check_code(index.supply.own, world)
    for witness in sheets.witnesses.values():
        yield from check_witness(witness, world.model if world is not None else None)
    yield from check_presence(sheets, index.factors or {})


def _bind(sheets: Sheets, digest: str, index: Index) -> Template:
    world, company, people, factors = sheets.world, sheets.company, sheets.people, sheets.factors
    brief, objective = sheets.brief, sheets.objective
    if not (world and company and people and factors and brief and objective):
        raise AssertionError("a file that is required is missing, and nobody complained")
    return Template(
        digest=digest,
        world=world.model,
        company=company.model,
        people=people.model,
        chart=sketch_chart(people.model),
        wordings=factors.model.root,
        brief=brief.model.body,
        objective=objective.model,
        events=sheets.events.model.root if sheets.events else [],
        shares=sheets.shares.model.root if sheets.shares else {},
        documents={path: sheet.model for path, sheet in sheets.documents.items()},
        channels=sheets.chat.model.root if sheets.chat else {},
        meetings=sheets.calendar.model.root if sheets.calendar else {},
        mails={key: sheet.model for key, sheet in sheets.mails.items()},
        background={key: sheet.model for key, sheet in sheets.background.items()},
        witnesses={key: sheet.model for key, sheet in sheets.witnesses.items()},
        tools=index.supply.parts.tools,
        habits=index.supply.parts.habits,
        detectors=index.supply.parts.detectors,
        acts=index.supply.parts.acts,
        kinds=index.supply.parts.events,
        brings=index.supply.brings,
    )
