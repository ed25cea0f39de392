"""people.yaml: the roles of the cast, the staff that fills the company, lists and habits."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated, Literal

from pydantic import Field

from corpsim.template.format.company import Filled, Locale
from corpsim.template.format.fields import Group, Key, Plain, Record, Role, Superior
from corpsim.template.format.habits import Habits
from corpsim.template.format.times import At

Local = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}(@[a-z0-9.-]{1,80}\.(example|test|invalid))?$")]


class Away(Record):
    """An absence that has begun already."""

    until: At
    delegate: Role | None = None


class RoleEntry(Record):
    """Somebody of the cast. Who it is differs from seed to seed; what they are does not."""

    kind: Literal["employee", "assistant", "mailbox", "outsider"] = "employee"
    title: Plain | None = None
    department: str = ""
    reports_to: Superior | None = None
    names: Annotated[list[Filled], Field(min_length=1)] | None = None
    name: Filled | None = None
    address: Local | None = None
    last_name_of: Role | None = None
    employer: Plain | None = None
    locale: Locale | None = None
    away: Away | None = None
    phone: bool = False
    hired: bool = False
    habits: Habits = []


class StaffEntry(Record):
    """A department that is filled with people; `size` counts its head and is scaled to the size of the company."""

    department: Filled
    size: Annotated[int, Field(ge=1, le=100_000)]
    titles: Annotated[list[Plain], Field(min_length=1)]
    head_title: Plain | None = None


class CommonHabits(Record):
    """Habits that people have beside their own: `everyone` holds those of all employees."""

    everyone: Habits = []


class PeopleFile(Record):
    """people.yaml."""

    roles: Annotated[dict[Key, RoleEntry], Field(min_length=1)]
    staff: list[StaffEntry] = []
    company_size: Annotated[int, Field(ge=1, le=200_000)]
    lists: dict[Key, list[Group]] = {}
    habits: CommonHabits = CommonHabits()
