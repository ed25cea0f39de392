"""What comes only as long as cases are so: somebody arrives if they were sent for, or writes unless they were paid."""

from collections.abc import Callable, Sequence

from corpsim.records import Plan
from corpsim.registers import Case
from corpsim.standards import Matches, all_met


class CasePlan(Plan, frozen=True):
    """A plan that depends on cases, by their ids.

    It is dropped when one of `only_if` is not as it says at that minute, or when one of `unless` is.
    """

    only_if: tuple[tuple[str, Matches], ...] = ()
    unless: tuple[tuple[str, Matches], ...] = ()

    def is_off(self, find: Callable[[str], Case | None]) -> bool:
        """Whether the cases, as they are now, keep it from happening."""
        return not all(_so(find, self.only_if)) or any(_so(find, self.unless))


def _so(find: Callable[[str], Case | None], wanted: Sequence[tuple[str, Matches]]) -> list[bool]:
    """For each case whether it is there and as it is asked to be."""
    found = ((find(id_), matches) for id_, matches in wanted)
    return [case is not None and all_met(matches, case.facts) for case, matches in found]
