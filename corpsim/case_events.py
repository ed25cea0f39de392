"""What can happen to the cases of a register."""

from corpsim.events import Event
from corpsim.registers import Case, Value


class RegisterListed(Event, frozen=True, tag=True):
    """Somebody looked through a register; `shown` are the cases listed."""

    register: str
    shown: tuple[str, ...]


class CaseRead(Event, frozen=True, tag=True):
    """Somebody opened a case; `columns` are the fields they were shown, `purpose` what for, as they said."""

    register: str
    case: str
    columns: tuple[str, ...]
    purpose: str = ""


class CaseChanged(Event, frozen=True, tag=True):
    """A case has other values now, by an act of `tool`.

    `before` are the values they took the place of; `fields` are all of its fields as they are then, but for long texts.
    """

    register: str
    case: str
    tool: str
    changes: dict[str, Value]
    before: dict[str, Value]
    fields: dict[str, Value]


class CaseOpened(Event, frozen=True, tag=True):
    """A case was added to a register, by an act of `tool`."""

    register: str
    case: Case
    tool: str
