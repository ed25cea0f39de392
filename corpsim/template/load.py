"""Reading a world folder: everything in it, with all that is wrong in all of its files at once."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpsim.errors import MOST_PROBLEMS, InvalidWorld, Problem
from corpsim.template.chart import sketch_chart
from corpsim.template.checks.code import check_code
from corpsim.template.checks.company import check_company
from corpsim.template.checks.factors import check_factors, check_told
from corpsim.template.checks.objective import check_objective
from corpsim.template.checks.people import check_people
from corpsim.template.checks.presence import check_presence
from corpsim.template.checks.registers import check_registers
from corpsim.template.checks.restraint import check_restraint
from corpsim.template.checks.sizes import check_sizes
from corpsim.template.checks.story import check_story
from corpsim.template.checks.witnesses import check_witness
from corpsim.template.checks.world import check_world
from corpsim.template.code import Stock, refuse, supply
from corpsim.template.format.factors import with_controls
from corpsim.template.index import Index, draw_index
from corpsim.template.sheets import REQUIRED, Sheets, kind_of, read_sheets, stop_if_endless
from corpsim.template.source.archive import read_archive
from corpsim.template.source.contents import Folder
from corpsim.template.source.folder import read_folder
from corpsim.template.source.markdown import parse_markdown
from corpsim.template.source.page import Page
from corpsim.template.source.places import Parsed
from corpsim.template.source.strict_yaml import MOST_VALUES, parse_yaml
from corpsim.template.template import Template

MOST_BRACES = 100_000
"""Opening braces in all files; the largest world that is shipped has a twentieth of that."""


def load_template(place: Path, stock: Stock) -> Template:
    """The template of a world, in a folder or packed; what it is made of is looked up in the stock.

    Raises InvalidWorld with every problem of every file, and UntrustedCode for a world with a module that may not run
    and nothing else wrong with it.
    """
    found = read_place(place)
    if found.contents.keys().isdisjoint(REQUIRED):
        raise InvalidWorld([Problem("world.yaml", 0, f"there is none in {found.name!r}; a world is a folder with one")])
    problems = list(found.problems)
    pages, broken = _parse(found, problems)
    raw = {path: page.data for path, page in pages.items()}
    given = supply(place, found, raw, stock, problems)
    index = draw_index(raw, given)
    sheets = read_sheets(pages, broken, index, problems)
    problems.extend(islice(_check(sheets, found.name, index), MOST_PROBLEMS + 1))
    if given.unchecked:
        problems.extend(refuse(given, stock, problems))
    if problems:
        raise InvalidWorld(problems)
    return _bind(sheets, found.digest, index)


def read_place(place: Path) -> Folder:
    """The files of a world: those of a folder, or of a packed world. Raises InvalidWorld."""
    return read_archive(place) if place.is_file() else read_folder(place)


def _parse(found: Folder, problems: list[Problem]) -> tuple[dict[str, Page], frozenset[str]]:
    """Every file by path, and the paths of those that are not written properly."""
    if sum(text.count("{") for text in found.texts.values()) > MOST_BRACES:
        raise InvalidWorld([Problem(".", 0, f"more than {MOST_BRACES:,} braces and placeholders; a world is smaller")])
    pages = {problem.path: Page(problem.path, "", None) for problem in found.problems}
    broken = set(pages)
    left = MOST_VALUES
    for path, text in found.texts.items():
        stop_if_endless(problems)
        parsed = _parse_file(path, text, left)
        left -= parsed.values
        page = pages[path] = Page(path, text, parsed.data)
        if parsed.faults:
            broken.add(path)
            problems.extend(page.problem_at(fault.start, fault.message) for fault in parsed.faults)
    return pages, frozenset(broken)


def _parse_file(path: str, text: str, most: int) -> Parsed:
    if kind_of(path) is None:
        return Parsed(None, [])
    if path.startswith("shares/") or path.endswith(".md"):
        return parse_markdown(text, most)
    return parse_yaml(text, most=most)


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
        if sheets.brief is not None:
            yield from check_told(sheets.brief, sheets.factors)
    if sheets.objective is not None:
        yield from check_objective(sheets.objective, index)
    yield from check_code(index.supply.own, world)
    for witness in sheets.witnesses.values():
        yield from check_witness(witness, world.model if world is not None else None)
    yield from check_registers(sheets, index)
    yield from check_restraint(sheets, index)
    yield from check_presence(sheets, index.factors or {})
    yield from check_sizes(sheets)


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
        wordings=with_controls(factors.model.root),
        brief=brief.model.body,
        objective=objective.model,
        events=sheets.events.model.root if sheets.events else [],
        shares=sheets.shares.model.root if sheets.shares else {},
        documents={path: sheet.model for path, sheet in sheets.documents.items()},
        channels=sheets.chat.model.root if sheets.chat else {},
        meetings=sheets.calendar.model.root if sheets.calendar else {},
        mails={key: sheet.model for key, sheet in sheets.mails.items()},
        background={key: sheet.model for key, sheet in sheets.background.items()},
        registers={key: sheet.model for key, sheet in sheets.registers.items()},
        standards=sheets.standards.model.root if sheets.standards else [],
        witnesses={key: sheet.model for key, sheet in sheets.witnesses.items()},
        tools=index.supply.parts.tools,
        habits=index.supply.parts.habits,
        detectors=index.supply.parts.detectors,
        acts=index.supply.parts.acts,
        kinds=index.supply.parts.events,
        brings=index.supply.brings,
        index=index,
    )
