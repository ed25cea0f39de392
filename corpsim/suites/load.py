"""Finding and reading suites: those in `benchmarks/`, by name, and any other by its path."""

from pathlib import Path
from typing import NamedTuple

from corpsim.content import content_folder
from corpsim.errors import CorpSimError, Problem, UnknownName
from corpsim.suites.format import SuiteFile
from corpsim.template.sheet import read_sheet
from corpsim.template.source.page import Page
from corpsim.template.source.strict_yaml import parse_yaml

MOST_BYTES = 256 * 1024
MOST_VALUES = 10_000


class InvalidSuite(CorpSimError):
    """A suite with problems; all of them, with their places in the file."""

    exit_code = 3

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.line, p.column, p.message)))
        many = f"{len(self.problems)} problem{'s'[: len(self.problems) != 1]}"
        super().__init__("\n".join([f"{many} in {path}:", *(f"  {problem}" for problem in self.problems)]))


class Suite(NamedTuple):
    """A suite that was read: its name is that of its file, `page` knows where everything stands in it."""

    name: str
    path: Path
    page: Page
    file: SuiteFile


def suite_files() -> dict[str, Path]:
    """The suites of this installation, by name."""
    return {path.stem: path for path in sorted(content_folder("benchmarks").glob("*.yaml"))}


def find_suite(name: str | Path) -> Suite:
    """A suite by its name or by the path of its file. Raises UnknownName and InvalidSuite."""
    known = suite_files()
    if str(name) in known:
        return read_suite(known[str(name)])
    path = Path(name)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return read_suite(path)
    raise UnknownName("suite", str(name), known)


def read_suite(path: Path) -> Suite:
    """The suite in a file. Raises InvalidSuite with everything that is wrong with it."""
    text = _text(path)
    parsed = parse_yaml(text, most=MOST_VALUES)
    page = Page(path.name, text, parsed.data)
    problems = [page.problem_at(fault.start, fault.message) for fault in parsed.faults]
    sheet = read_sheet(page, SuiteFile, None, problems) if not problems else None
    if sheet is None:
        raise InvalidSuite(path, problems)
    return Suite(path.stem, path, page, sheet.model)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidSuite(path, [Problem(path.name, 0, f"cannot be read: {error.strerror}")]) from None
    if len(data) > MOST_BYTES:
        raise InvalidSuite(path, [Problem(path.name, 0, f"larger than {MOST_BYTES // 1024} KiB; a suite is smaller")])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InvalidSuite(path, [Problem(path.name, 0, f"is no UTF-8 text (byte {error.start})")]) from None
