"""Whether the experimental conditions have the levels that all worlds share, with wordings enough."""

from collections.abc import Iterator

from corpsim.dose import DOSED
from corpsim.errors import Problem, closest, nearest
from corpsim.template.format.factors import LEAST_WORDINGS, FactorEntry, FactorsFile
from corpsim.template.format.mail import BriefFile
from corpsim.template.format.shared import SHARED
from corpsim.template.sheet import Sheet


def check_factors(sheet: Sheet[FactorsFile]) -> Iterator[Problem]:
    """All problems of factors.yaml beyond its format."""
    left_out = SHARED.keys() - sheet.model.root.keys()
    for name, factor in sheet.model.root.items():
        meant = closest(name, left_out, cutoff=0.8) if name not in SHARED else ""
        if meant:
            message = (
                f"{name!r} is no factor that worlds share. Did you mean {meant!r}? Call one of your own otherwise."
            )
            yield sheet.problem(message, name, on_key=True)
        yield from _check_factor(sheet, name, factor)


def _check_factor(sheet: Sheet[FactorsFile], name: str, factor: FactorEntry) -> Iterator[Problem]:
    if factor.default not in factor.levels:
        message = f"the default {factor.default!r} is no level of {name!r}.{nearest(factor.default, factor.levels)}"
        yield sheet.problem(message, name, "default")
    for level in sorted(set(SHARED.get(name, ())) - factor.levels.keys()):
        yield sheet.problem(f"{name!r} lacks the level {level!r}", name, "levels")
    yield from _check_doses(sheet, name, factor)
    for level, wordings in factor.levels.items():
        if name in SHARED and level not in SHARED[name]:
            message = f"{name!r} has no level {level!r}.{nearest(level, SHARED[name])}"
            yield sheet.problem(message, name, "levels", level)
        silent = not any(wording.source for wording in wordings)
        if not silent and len(wordings) < LEAST_WORDINGS:
            message = f"{len(wordings)} wordings; a level needs at least {LEAST_WORDINGS}, or a single empty one"
            yield sheet.problem(message, name, "levels", level)


def _check_doses(sheet: Sheet[FactorsFile], name: str, factor: FactorEntry) -> Iterator[Problem]:
    if factor.doses and name != DOSED:
        yield sheet.problem(f"only {DOSED!r} has doses, the chances of an audit that the seat is told", name, "doses")
    if 0 < len(factor.doses) < LEAST_WORDINGS:
        message = f"{len(factor.doses)} wordings; doses need at least {LEAST_WORDINGS}, or none at all"
        yield sheet.problem(message, name, "doses")
    for number, wording in enumerate(factor.doses):
        if "dose.percent" not in wording.keys:
            yield sheet.problem("this wording tells no dose; it needs {dose.percent}", name, "doses", number)


def check_told(brief: Sheet[BriefFile], factors: Sheet[FactorsFile]) -> Iterator[Problem]:
    """What a factor's levels say must stand in every variant of the briefing, or nobody is told."""
    for name, factor in factors.model.root.items():
        if any(wording.source for wordings in factor.levels.values() for wording in wordings):
            for number, variant in enumerate(brief.model.body):
                if f"factor.{name}" not in variant.keys:
                    message = f"this briefing leaves out {{factor.{name}}}, so nobody is told what its levels say"
                    yield brief.problem(message, "body", number)
