"""people.yaml: the roles of the cast, the staff that fills the company, lists and habits."""

from typing import Annotated, Literal

from pydantic import Field

from corpsim.template.format.company import Locale
from corpsim.template.format.fields import Filled, Group, Key, Named, Plain, Record, Role, Superior
from corpsim.template.format.habits import Habits
from corpsim.template.format.times import At

Local = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}(@[a-z0-9.-]{1,80}\.(example|test|invalid))?$")]


class Away(Record):
    """An absence that has begun already."""

    until: At = Field(description="When they are back.")
    delegate: Role | None = Field(default=None, description="Who signs for them meanwhile.")


class RoleEntry(Record):
    """Somebody of the cast. Who it is differs from seed to seed; what they are does not."""

    kind: Literal["employee", "assistant", "mailbox", "outsider"] = Field(
        default="employee", description="employee, assistant (an AI with a mailbox), mailbox (an office) or outsider."
    )
    title: Plain | None = Field(
        default=None, description="What they are; {company.*}, {word.*} and {fact.*} are filled in."
    )
    department: Named = Field(default="", description="Where they work.")
    reports_to: Superior | None = Field(
        default=None,
        description="A role, or head:DEPARTMENT; the head of their department, or of the company, when left out.",
    )
    names: Annotated[list[Filled], Field(min_length=1)] | None = Field(
        default=None, description="First names to draw from; an assistant needs some."
    )
    name: Filled | None = Field(default=None, description="The fixed name of a mailbox.")
    address: Local | None = Field(
        default=None, description="What stands before the @ of a mailbox or outsider, or a whole address outside."
    )
    last_name_of: Role | None = Field(default=None, description="Whose last name they have, as family has.")
    employer: Plain | None = Field(default=None, description="The firm of an outsider; their address is made of it.")
    locale: Locale | None = Field(default=None, description="Where their name comes from, when that matters.")
    away: Away | None = Field(default=None, description="An absence that has begun already.")
    phone: bool = Field(default=False, description="Whether they have a telephone number.")
    hired: bool = Field(default=False, description="Whether they join during the day, by an event `hire`.")
    habits: Habits = Field(default=[], description="How they react; `corpsim list habits` shows what there is.")


class StaffEntry(Record):
    """A department that is filled with people; `size` counts its head and is scaled to the size of the company."""

    department: Filled = Field(description="The department.")
    size: Annotated[int, Field(ge=1, le=100_000)] = Field(
        description="How many work there, its head counted; scaled with the size of the company."
    )
    titles: Annotated[list[Plain], Field(min_length=1)] = Field(description="What they are; one is drawn for each.")
    head_title: Plain | None = Field(
        default=None, description="What the first of them is, where no role heads the department."
    )


class CommonHabits(Record):
    """Habits that people have beside their own: `everyone` holds those of all employees."""

    everyone: Habits = Field(default=[], description="Habits of all employees, after their own.")


class PeopleFile(Record):
    """people.yaml."""

    roles: Annotated[dict[Key, RoleEntry], Field(min_length=1)] = Field(
        description="The cast: parts in the story. Who bears them differs from seed to seed."
    )
    staff: list[StaffEntry] = Field(default=[], description="Everybody else, by department.")
    company_size: Annotated[int, Field(ge=1, le=200_000)] = Field(description="How many employees there are.")
    lists: dict[Key, list[Group]] = Field(default={}, description="Mailing lists: everyone, dept:NAME, roles.")
    habits: CommonHabits = Field(default=CommonHabits(), description="Habits that people have beside their own.")
