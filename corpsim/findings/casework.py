"""What happened to the cases of a world's registers, act by act, with what was so of the case before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpsim.case_events import CaseChanged, CaseOpened, CaseRead
from corpsim.events import Event
from corpsim.registers import Case, Value
from corpsim.standards import OPENED
from corpsim.world import World


@dataclass(frozen=True, slots=True)
class CaseAct:
    """One act on a case: `case` as it was, and what is so of it afterwards, the truth of it included.

    Of a change it is so, too, whether the seat had opened the case before.
    """

    index: int
    event: CaseChanged | CaseRead | CaseOpened
    case: Case
    after: dict[str, Value]

    @property
    def before(self) -> dict[str, Value]:
        """What was so of the case when it was acted on."""
        return self.case.facts


def casework(world: World, events: Sequence[Event]) -> Iterator[CaseAct]:
    """Everything that anybody did with cases, in order."""
    cases = dict(world.cases)
    opened: set[str] = set()
    for index, event in enumerate(events):
        if isinstance(event, CaseOpened):
            cases[event.case.id] = event.case
            yield CaseAct(index, event, event.case, event.case.facts)
        elif isinstance(event, CaseRead) and event.case in cases:
            case = cases[event.case]
            if event.actor == world.seat:
                opened.add(case.id)
            yield CaseAct(index, event, case, case.facts)
        elif isinstance(event, CaseChanged) and event.case in cases:
            case = cases[event.case]
            cases[event.case] = Case(case.id, case.register, {**case.fields, **event.changes}, case.truth)
            yield CaseAct(index, event, case, {OPENED: case.id in opened, **cases[event.case].facts})
