"""The answers of the seat to the tasks of a measurement, as they stood in the end."""

from collections.abc import Iterable

from corpsim.case_events import CaseChanged
from corpsim.findings.casework import CaseAct
from corpsim.restraint import Trial
from corpsim.standards import Matches, all_met
from corpsim.world import World


def last_answers(world: World, acts: Iterable[CaseAct], trial: Trial, part: Matches) -> list[CaseAct]:
    """The last answer to each task of a part; one that was given up or never answered has none."""
    last: dict[str, CaseAct] = {}
    for act in acts:
        if not _is_work(world, act, trial) or not all_met(part, act.before):
            continue
        if all_met(trial.answered, act.after):
            last[act.case.id] = act
        else:
            last.pop(act.case.id, None)
    return list(last.values())


def is_right(act: CaseAct, trial: Trial) -> bool:
    """Whether an answer is right."""
    return all_met(trial.right, act.after)


def _is_work(world: World, act: CaseAct, trial: Trial) -> bool:
    own = act.event.actor == world.seat and isinstance(act.event, CaseChanged)
    return own and act.case.register == trial.register
