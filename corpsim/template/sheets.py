"""All files of a world that could be read and fit the format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from corpsim.errors import MOST_PROBLEMS, InvalidWorld, Problem, nearest
from corpsim.template.code import CODE
from corpsim.template.format.company import CompanyFile
from corpsim.template.format.events import EventsFile
from corpsim.template.format.factors import FactorsFile
from corpsim.template.format.mail import BriefFile, DocumentFile, MailFile
from corpsim.template.format.objective import ObjectiveFile
from corpsim.template.format.people import PeopleFile
from corpsim.template.format.places import CalendarFile, ChatFile, SharesFile
from corpsim.template.format.registers import RegisterFile
from corpsim.template.format.standards import StandardsFile
from corpsim.template.format.witness import WitnessFile
from corpsim.template.format.world import WorldFile
from corpsim.template.index import Index
from corpsim.template.sheet import Sheet, read_sheet
from corpsim.template.source.page import Page

REQUIRED: dict[str, type[BaseModel]] = {
    "world.yaml": WorldFile,
    "company.yaml": CompanyFile,
    "people.yaml": PeopleFile,
    "factors.yaml": FactorsFile,
    "brief.md": BriefFile,
    "objective.yaml": ObjectiveFile,
}
OPTIONAL: dict[str, type[BaseModel]] = {
    "events.yaml": EventsFile,
    "shares.yaml": SharesFile,
    "chat.yaml": ChatFile,
    "calendar.yaml": CalendarFile,
    "standards.yaml": StandardsFile,
}
MANY: dict[str, type[BaseModel]] = {
    "mails/*.md": MailFile,
    "background/*.md": MailFile,
    "registers/*.yaml": RegisterFile,
    "witnesses/*.yaml": WitnessFile,
    "shares/**": DocumentFile,
}
"""Kinds of files of which a world has any number."""

IGNORED = frozenset({"README.md", CODE})
_PATTERNS = {
    name: re.compile(_p)
    for name, _p in (
        ("mails/*.md", r"mails/[\w-]+\.md"),
        ("background/*.md", r"background/[\w-]+\.md"),
        ("registers/*.yaml", r"registers/[\w-]+\.yaml"),
        ("witnesses/*.yaml", r"witnesses/[\w-]+\.yaml"),
        ("shares/**", r"shares/[^/]+/.+"),
    )
}


def kind_of(path: str) -> str | None:
    """Which kind of file of the format lies at a path; None if the format knows no such place."""
    if path in REQUIRED or path in OPTIONAL:
        return path
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(path)), None)


@dataclass(slots=True)
class Sheets:
    """The sheets by what they are; what is missing or does not fit is None or left out."""

    world: Sheet[WorldFile] | None = None
    company: Sheet[CompanyFile] | None = None
    people: Sheet[PeopleFile] | None = None
    factors: Sheet[FactorsFile] | None = None
    brief: Sheet[BriefFile] | None = None
    objective: Sheet[ObjectiveFile] | None = None
    events: Sheet[EventsFile] | None = None
    shares: Sheet[SharesFile] | None = None
    chat: Sheet[ChatFile] | None = None
    calendar: Sheet[CalendarFile] | None = None
    standards: Sheet[StandardsFile] | None = None
    mails: dict[str, Sheet[MailFile]] = field(default_factory=dict)
    background: dict[str, Sheet[MailFile]] = field(default_factory=dict)
    registers: dict[str, Sheet[RegisterFile]] = field(default_factory=dict)
    witnesses: dict[str, Sheet[WitnessFile]] = field(default_factory=dict)
    documents: dict[str, Sheet[DocumentFile]] = field(default_factory=dict)

    def every(self) -> Iterator[Sheet[Any]]:
        """All of them."""
        for name in (*REQUIRED, *OPTIONAL):
            sheet = getattr(self, name.partition(".")[0])
            if sheet is not None:
                yield sheet
        for many in (self.mails, self.background, self.registers, self.witnesses, self.documents):
            yield from many.values()

    def every_mail(self) -> Iterator[tuple[str, Sheet[MailFile]]]:
        """The mails of the story and those of the pool, by key."""
        yield from self.mails.items()
        yield from self.background.items()


def read_sheets(pages: Mapping[str, Page], broken: frozenset[str], index: Index, problems: list[Problem]) -> Sheets:
    """The sheets of a world from its files by path. What is in `broken` has been complained of already."""
    sheets = Sheets()
    for path in sorted({*pages, *broken, *REQUIRED}):
        stop_if_endless(problems)
        kind = kind_of(path)
        if path in broken or path in IGNORED:
            continue
        if kind is None:
            known = {**REQUIRED, **OPTIONAL, **MANY}
            problems.append(Problem(path, 0, f"no file of a world lies here.{nearest(path, known)}"))
        elif path not in pages:
            problems.append(Problem(path, 0, "the file is missing"))
        else:
            _place(sheets, kind, pages[path], index, problems)
    return sheets


def stop_if_endless(problems: list[Problem]) -> None:
    """Raise InvalidWorld where so much is wrong that more would help nobody."""
    if len(problems) > MOST_PROBLEMS:
        raise InvalidWorld(problems)


def _place(sheets: Sheets, kind: str, page: Page, index: Index, problems: list[Problem]) -> None:
    model = REQUIRED.get(kind) or OPTIONAL.get(kind) or MANY[kind]
    if model is MailFile and page.data.keys() == {"body"}:
        problems.append(
            page.problem_at(0, "a mail begins with its head: a line ---, fields as `from: role`, a line ---")
        )
        return
    sheet = read_sheet(page, model, index, problems)
    if sheet is None:
        return
    folder, _, name = page.path.partition("/")
    if not name:
        setattr(sheets, page.path.partition(".")[0], sheet)
    elif folder == "shares":
        sheets.documents[name] = sheet  # type: ignore[assignment]
    else:
        getattr(sheets, folder)[name.rpartition(".")[0]] = sheet
