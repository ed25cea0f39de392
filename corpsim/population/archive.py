"""The documents of a large company: a share for each department, a folder in it for each unit, and the intranet.

A unit's own documents lie in `files.DEPARTMENT/UNIT/UNIT/common`. Its people may read them, those of a unit without
units in it may write, its head owns them and the head of the unit around it may read them; what lies in a folder
inherits all that. The folder of a unit lies beside those of the units in it, not around them: so what somebody can read
is a few dozen documents for each unit above them, however large the company.
"""

from collections.abc import Iterator, Mapping, Sequence

from corpsim.population.calendar import Calendar
from corpsim.population.dice import bits, key
from corpsim.population.directory import Directory
from corpsim.population.organisation import function_of
from corpsim.population.phrasebook import Book, Page
from corpsim.population.request import Request
from corpsim.population.slugs import Slugs
from corpsim.population.units import NOWHERE
from corpsim.population.writer import Scene, Writer
from corpsim.records import File, Level, Share

COMMON = "common"
INTRANET = "intranet.pages"
FEWEST, MOST = 6, 13
"""Documents of a unit."""

DAYS = 60
"""Days within which documents were last changed."""


class Archive:
    """All shares. Nothing in them is kept: a document is written when it is opened."""

    def __init__(
        self, directory: Directory, slugs: Slugs, writer: Writer, book: Book, request: Request, calendar: Calendar
    ) -> None:
        self._directory, self._units = directory, directory.units
        self._slugs, self._writer, self._calendar = slugs, writer, calendar
        self._key = key("population", request.seed, request.world, "documents")
        self._keeper = bits(self._key, 0) % directory.people
        self._pages = [book.pages[function_of(name)] for name in self._units.departments]
        self._intranet = {page.name.form: page for page in sorted(book.intranet, key=lambda page: page.name.form)}

    def shares(self) -> Mapping[str, Share]:
        """The shares by name. Only the intranet has grants of its own; one person keeps them all."""
        keeper = self._directory.id_of(self._keeper)
        found = {INTRANET: Share(INTRANET, keeper, {"everyone": "read"}, "pages for everybody who works here")}
        for number, name in enumerate(self._units.departments):
            share = f"files.{self._slugs.departments[number]}"
            found[share] = Share(share, keeper, {}, f"folders of {name} and its units")
        return dict(sorted(found.items()))

    # folders

    def folder(self, unit: int) -> str:
        """Where the documents of a unit lie."""
        return f"files.{'/'.join(self._slugs.unit(unit))}/{COMMON}"

    def _unit(self, folder: str) -> tuple[int, bool]:
        """The unit of a folder, NOWHERE if it is none, and whether it is the unit's own."""
        parts = folder.removeprefix("files.").split("/")
        if not folder.startswith("files."):
            return NOWHERE, False
        own = parts[-1] == COMMON
        return self._slugs.find(parts[:-1] if own else parts), own

    def grants(self, unit: int) -> Share:
        """The folder of a unit with its grants."""
        units, directory = self._units, self._directory
        alone = units.end(unit) == unit + 1
        around = units.parent(unit)
        group = f"unit:{units.path(unit)}" if around >= 0 else f"dept:{units.department_name(unit)}"
        grants: dict[str, Level] = {group: "write" if alone else "read"}
        if around >= 0:
            grants[directory.id_of(units.head(around))] = "read"
        about = f"documents of {units.path(unit)}"
        return Share(self.folder(unit), directory.id_of(units.head(unit)), grants, about)

    def folders(self, path: str) -> Sequence[Share]:
        """The folders around a path that have grants of their own, outermost first."""
        share = path.partition("/")[0]
        found = [record for name, record in self.shares().items() if name == share]
        inside, separator, _ = path.partition(f"/{COMMON}")
        unit, _ = self._unit(inside)
        if separator and unit >= 0 and path.startswith(self.folder(unit)):
            found.append(self.grants(unit))
        return found

    def granted(self, group: str, person: int) -> Sequence[str]:
        """The folders that are opened to exactly this group; `person` is its number if it is an id, else below 0."""
        if group == "everyone":
            return (INTRANET,)
        kind, _, name = group.partition(":")
        if kind == "dept":
            unit = self._units.department_unit(name)
        elif kind == "unit":
            unit = self._units.find(name)
            unit = NOWHERE if unit >= 0 and self._units.parent(unit) < 0 else unit
        else:
            return self._headed(person) if person >= 0 else ()
        return (self.folder(unit),) if unit >= 0 else ()

    def _headed(self, person: int) -> list[str]:
        """The folders opened to somebody by name: that of the unit they lead, and those of the units in it."""
        units, unit = self._units, self._directory.unit_of(person)
        found = list(self.shares()) if person == self._keeper else []
        if unit >= 0 and units.head(unit) == person:
            found += map(self.folder, (unit, *units.inside(unit)))
        return sorted(found)

    # documents

    def files(self, folder: str) -> Sequence[File]:
        """The documents in a folder, in order of path, those of the folders in it included."""
        where = folder.strip("/")
        if where.partition("/")[0] == INTRANET:
            paths = (f"{INTRANET}/{name}" for name in self._intranet)
            return [self._page(path) for path in paths if f"{path}/".startswith(f"{where}/") and path != where]
        unit, own = self._unit(where)
        if unit < 0:
            return ()
        inside = range(unit, unit + 1 if own else self._units.end(unit))
        return sorted((file for inner in inside for file in self._documents(inner)), key=lambda file: file.path)

    def file(self, path: str) -> File | None:
        """A document."""
        folder, _, name = path.rpartition("/")
        if path.startswith(f"{INTRANET}/"):
            return self._page(path) if path.partition("/")[2] in self._intranet else None
        unit, own = self._unit(folder)
        if unit < 0 or not own:
            return None
        return next(
            (self._document(unit, n, page) for n, page in self._kinds(unit) if self._name(unit, n, page) == name), None
        )

    def _page(self, path: str) -> File:
        """A page of the intranet."""
        page = self._intranet[path.partition("/")[2]]
        lot = bits(key(path), 0) ^ self._key
        keeper = self._directory.id_of(self._keeper)
        at = self._calendar.office_minute(lot, DAYS)
        scene = Scene(lot, at, self._keeper, self._directory.unit_of(self._keeper), 0, self._keeper, self._keeper)
        return File(path, self._writer.write(page.text, scene) + "\n", keeper, keeper, at)

    def _kinds(self, unit: int) -> Iterator[tuple[int, Page]]:
        """What kinds of documents a unit has, each with its number."""
        pages = self._pages[self._units.department(unit)]
        lot = bits(self._key, unit + 1)
        count = min(len(pages), FEWEST + (lot >> 32) % (MOST - FEWEST + 1))
        return ((number, pages[(lot + number) % len(pages)]) for number in range(count))

    def _documents(self, unit: int) -> Iterator[File]:
        return (self._document(unit, number, page) for number, page in self._kinds(unit))

    def _scene(self, unit: int, number: int) -> Scene:
        lot = bits(self._key ^ unit, number)
        by = self._units.somebody(unit, lot >> 40)
        at = self._calendar.office_minute(lot, DAYS)
        return Scene(lot, at, by, unit, self._units.site(unit), by, by)

    def _name(self, unit: int, number: int, page: Page) -> str:
        return self._writer.write(page.name, self._scene(unit, number))

    def _document(self, unit: int, number: int, page: Page) -> File:
        scene = self._scene(unit, number)
        path = f"{self.folder(unit)}/{self._writer.write(page.name, scene)}"
        owner = self._directory.id_of(self._units.head(unit))
        text = self._writer.write(page.text, scene) + "\n"
        return File(path, text, owner, self._directory.id_of(scene.me), scene.minute)
