"""The people: the cast by role, and the staff that fills the company to its size."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from corpsim.errors import InvalidConfiguration
from corpsim.population.names import Name, pool, slug
from corpsim.records import Person
from corpsim.template.checks.people import least_size
from corpsim.template.drawing.firm import DOMAIN, Firm
from corpsim.template.drawing.lots import Lots
from corpsim.template.format.company import CompanyFile
from corpsim.template.format.people import PeopleFile, RoleEntry, StaffEntry
from corpsim.template.template import Template
from corpsim.template.text import Text

PRIVATE_MAIL = ("postbox", "inbox-home", "mailhaven", "letterbox", "privatmail", "homepost", "quietmail", "netpost")
AREA_CODES = (201, 305, 312, 415, 503, 617, 702, 808)
MOST_TRIES = 500


class Cast(NamedTuple):
    """Everybody: `people` by id, as they are at the start; `roles` also holds those who join later."""

    people: dict[str, Person]
    roles: dict[str, Person]
    staff: dict[str, list[str]]

    @property
    def everybody(self) -> dict[str, Person]:
        """Everybody by id, those who join later included."""
        return {**self.people, **{person.id: person for person in self.roles.values()}}


def draw_cast(template: Template, firm: Firm, lots: Lots, size: int) -> Cast:
    """The people of a seed. Raises InvalidConfiguration if `size` cannot hold the roles and departments."""
    drawing = _Drawing(template, firm, lots)
    drawing.cast_roles()
    drawing.hire_staff(size)
    return drawing.place()


class _Drawing:
    """People being drawn. Names are settled in the order of the file, so that no two are alike."""

    def __init__(self, template: Template, firm: Firm, lots: Lots) -> None:
        self._file: PeopleFile = template.people
        self._chart = template.chart
        self._company: CompanyFile = template.company
        self._domain = firm.company.domain
        self._lots = lots
        self._opens = template.world.start
        self._values = firm.values
        self._provider = f"{lots.pick(PRIVATE_MAIL, 'private mail')}.example"
        self._roles: dict[str, Person] = {}
        self._staff: dict[str, list[Person]] = {}
        self._taken: set[str] = {*self._file.lists, *_mailboxes(self._file)}
        self._firsts: set[str] = set()
        self._lasts: set[str] = {slug(firm.surname)} - {""}
        self._family: dict[str, Name] = {}

    def cast_roles(self) -> None:
        """Everybody with a role; those who take another's last name after that other."""
        entries = sorted(self._file.roles.items(), key=lambda item: item[1].last_name_of is not None)
        for role, entry in entries:
            self._roles[role] = self._draw_role(role, entry)

    def _draw_role(self, role: str, entry: RoleEntry) -> Person:
        if entry.kind == "mailbox":
            first, last = entry.name or role.replace("_", " ").title(), ""
            id_ = (entry.address or role).partition("@")[0]
        else:
            first, last, id_ = self._draw_name(role, entry)
        return Person(
            id_,
            first,
            last,
            self._email(id_, entry),
            self._fill(entry.title),
            entry.department,
            role=role,
            kind=entry.kind,
            phone=self._phone(role) if entry.phone else "",
        )

    def _draw_name(self, role: str, entry: RoleEntry) -> tuple[str, str, str]:
        """First and last name of a role, and their id."""
        dice = self._lots.stream("person", role)
        family = self._family.get(entry.last_name_of or "")
        names = pool(entry.locale or dice.choice(self._company.locales))
        for _ in range(MOST_TRIES):
            first, last = names.draw(dice)
            if entry.names:
                first, last = _given(dice.choice(entry.names), entry.kind == "assistant", last)
            if self._free(first, family, last):
                break
        last = family or last
        self._family[role] = last
        self._firsts.add(first.slug)
        if not last.slug:
            return first.text, last.text, self._reserve(first.slug)
        self._lasts.add(last.slug)
        return first.text, last.text, self._reserve(f"{first.slug}.{last.slug}")

    def _free(self, first: Name, family: Name | None, last: Name) -> bool:
        """Whether nobody of the cast is called so; a first name that is somebody's last name would mislead, too."""
        if first.slug in self._firsts or first.slug in self._lasts or first.slug in self._taken:
            return False
        return family is not None or not (last.slug in self._lasts or last.slug in self._firsts)

    def _reserve(self, wanted: str) -> str:
        """An id of its own, with a number where two people have the same name."""
        id_, number = wanted, 2
        while id_ in self._taken:
            id_, number = f"{wanted}{number}", number + 1
        self._taken.add(id_)
        return id_

    def _email(self, id_: str, entry: RoleEntry) -> str:
        if entry.kind != "outsider":
            return f"{id_}@{self._domain}"
        address = entry.address or id_
        at = f"{slug(self._fill(entry.employer))}.{DOMAIN}" if entry.employer is not None else self._provider
        return address if "@" in address else f"{address}@{at}"

    def _phone(self, role: str) -> str:
        # Numbers 555-0100 to 555-0199 are reserved for fiction.
        dice = self._lots.stream("phone", role)
        return f"+1 {dice.choice(AREA_CODES)} 555 01{dice.randrange(100):02}"

    def _fill(self, text: Text | None) -> str:
        return text.fill(self._values) if text is not None else ""

    def hire_staff(self, size: int) -> None:
        """Everybody else, as many as the company is to have, in the proportions of the departments."""
        least = least_size(self._file)
        if size < least:
            raise InvalidConfiguration(f"company_size={size}: this world needs at least {least} employees")
        sizes = [entry.size for entry in self._file.staff]
        for entry, count in zip(self._file.staff, _shares(sizes, size - least + len(sizes)), strict=True):
            self._staff[entry.department] = self._staff_department(entry, count)

    def _staff_department(self, entry: StaffEntry, count: int) -> list[Person]:
        """The staff of a department; where no role heads it, the first of them does."""
        heads = self._chart.heads.get(entry.department)
        members = [] if heads else [self._draw_head(entry)]
        manager = self._roles[heads[0]].id if heads else members[0].id
        for number in map(str, range(len(members) + 1, count + 1)):
            title = self._lots.pick(entry.titles, "title", entry.department, number)
            members.append(self._draw_staff(entry.department, number, self._fill(title), manager))
        return members

    def _draw_head(self, entry: StaffEntry) -> Person:
        title = self._fill(entry.head_title) if entry.head_title is not None else f"Head of {entry.department}"
        return self._draw_staff(entry.department, "1", title, self._id(self._chart.top))

    def _draw_staff(self, department: str, number: str, title: str, manager: str | None) -> Person:
        dice = self._lots.stream("staff", department, number)
        names = pool(dice.choice(self._company.locales))
        for _ in range(MOST_TRIES):
            first, last = names.draw(dice)
            wanted = f"{first.slug}.{last.slug}"
            if not (wanted in self._taken or first.slug in self._firsts or last.slug in self._lasts):
                break
        id_ = self._reserve(wanted)
        return Person(id_, first.text, last.text, f"{id_}@{self._domain}", title, department, manager)

    def place(self) -> Cast:
        """Those with a role in their place: whom they report to, whether they are away and who stands in."""
        roles = {role: self._placed(role, self._roles[role]) for role in self._file.roles}
        people = {roles[role].id: roles[role] for role, entry in self._file.roles.items() if not entry.hired}
        people |= {person.id: person for members in self._staff.values() for person in members}
        staff = {department: [person.id for person in members] for department, members in self._staff.items()}
        return Cast(people, roles, staff)

    def _placed(self, role: str, person: Person) -> Person:
        entry = self._file.roles[role]
        person = replace(person, manager=self._id(self._chart.superior[role]))
        if entry.away is None:
            return person
        delegate = self._id(entry.away.delegate)
        return replace(person, away_until=entry.away.until.after(self._opens), delegate=delegate)

    def _id(self, name: str | None) -> str | None:
        if name is None:
            return None
        if name in self._roles:
            return self._roles[name].id
        department = name.removeprefix("dept:").rpartition("#")[0]
        return self._staff[department][0].id


def _given(name: str, assistant: bool, drawn: Name) -> tuple[Name, Name]:
    """A name that the world gives, in two parts; an assistant has no last name, others a drawn one."""
    first, _, last = name.partition(" ")
    return Name(first, slug(first)), Name("", "") if assistant else Name(last, slug(last)) if last else drawn


def _mailboxes(file: PeopleFile) -> Iterator[str]:
    return ((entry.address or role).partition("@")[0] for role, entry in file.roles.items() if entry.kind == "mailbox")


def _shares(weights: list[int], total: int) -> list[int]:
    """`total` split in proportion to `weights`, at least one each, the largest remainders rounded up."""
    spare = total - len(weights)
    whole = sum(weights) or 1
    parts = [1 + spare * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(spare * weights[i] % whole), i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
