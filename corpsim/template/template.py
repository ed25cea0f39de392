"""A world template: a folder that was read and found in order. A seed and a condition turn it into a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from corpsim.events import Event
from corpsim.habit import HabitKind
from corpsim.label import Detector
from corpsim.objective import Act
from corpsim.template.chart import Chart
from corpsim.template.format.company import CompanyFile
from corpsim.template.format.events import EventEntry
from corpsim.template.format.factors import FactorEntry
from corpsim.template.format.mail import DocumentFile, MailFile
from corpsim.template.format.objective import ObjectiveFile
from corpsim.template.format.people import PeopleFile
from corpsim.template.format.places import ChannelEntry, MeetingEntry, ShareEntry
from corpsim.template.format.registers import RegisterFile
from corpsim.template.format.standards import StandardEntry
from corpsim.template.format.witness import WitnessFile
from corpsim.template.format.world import WorldFile
from corpsim.template.index import Index
from corpsim.template.text import Text
from corpsim.tool import Tool


class Factor(NamedTuple):
    """An experimental condition: its levels, and the one that is taken when none is asked for.

    With `doses`, any chance of an audit is a level too (see `corpsim.dose`).
    """

    levels: tuple[str, ...]
    default: str
    doses: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Everything a world folder says, texts cut into pieces and names checked.

    `digest` changes with any byte of the folder. `tools`, `habits`, `detectors`, `acts` and `kinds` of event are what
    it is made of; `brings` names whose code besides ours that is: package → version, the module → its fingerprint.
    `index` holds the names that texts may speak of.
    """

    digest: str
    world: WorldFile
    company: CompanyFile
    people: PeopleFile
    chart: Chart
    wordings: Mapping[str, FactorEntry]
    brief: list[Text]
    objective: ObjectiveFile
    events: list[EventEntry]
    shares: Mapping[str, ShareEntry]
    documents: Mapping[str, DocumentFile]
    channels: Mapping[str, ChannelEntry]
    meetings: Mapping[str, MeetingEntry]
    mails: Mapping[str, MailFile]
    background: Mapping[str, MailFile]
    registers: Mapping[str, RegisterFile]
    standards: list[StandardEntry]
    witnesses: Mapping[str, WitnessFile]
    tools: Mapping[str, Tool]
    habits: Mapping[str, HabitKind]
    detectors: Mapping[str, Detector]
    acts: Mapping[str, Act]
    kinds: Mapping[str, type[Event]]
    brings: Mapping[str, str]
    index: Index

    @property
    def name(self) -> str:
        """The name in the catalog; that of the folder."""
        return self.world.name

    @property
    def version(self) -> str:
        """The version its author gave it."""
        return self.world.version

    @property
    def title(self) -> str:
        """One line about it."""
        return self.world.title

    @property
    def summary(self) -> str:
        """A paragraph about it."""
        return self.world.summary

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that its detectors decide."""
        return tuple(self.world.labels)

    @property
    def factors(self) -> dict[str, Factor]:
        """The experimental conditions, in the order of factors.yaml."""
        entries = self.wordings.items()
        return {name: Factor(tuple(entry.levels), entry.default, bool(entry.doses)) for name, entry in entries}
