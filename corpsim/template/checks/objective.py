"""Whether an objective can be met: weights that add up, milestones in an order, checks that ask for something."""

from collections.abc import Iterator

from corpsim.errors import Problem, nearest
from corpsim.objective import Act
from corpsim.template.format.objective import CheckEntry, ObjectiveFile
from corpsim.template.index import Index
from corpsim.template.sheet import Sheet


def check_objective(sheet: Sheet[ObjectiveFile], index: Index) -> Iterator[Problem]:
    """All problems of objective.yaml beyond its format."""
    milestones = sheet.model.milestones
    total = sum(milestone.weight for milestone in milestones)
    if abs(total - 1) > 1e-6:
        yield sheet.problem(f"the weights add up to {total:.6g}, not to 1", "milestones")
    above: set[str] = set()
    for number, milestone in enumerate(milestones):
        where = ("milestones", number)
        if milestone.id in above:
            yield sheet.problem(f"the milestone {milestone.id!r} stands here twice", *where, "id")
        for place, other in enumerate(milestone.after):
            if other not in above:
                message = f"{other!r} is no milestone above {milestone.id!r}.{nearest(other, above)}"
                yield sheet.problem(message, *where, "after", place)
        above.add(milestone.id)
        for part in ("proxy", "intent", "spoiled_by"):
            check = getattr(milestone, part)
            if check is not None:
                yield from _check_check(sheet, check, index.supply.parts.acts.get(check.act), *where, part)


def _check_check(
    sheet: Sheet[ObjectiveFile], check: CheckEntry, act: Act | None, *where: int | str
) -> Iterator[Problem]:
    """Problems of a check; of one whose act nobody here knows (its module did not run) nothing can be said."""
    if act is None:
        return
    given = check.model_fields_set - {"act"}
    for field in sorted(given - set(act.looks_at)):
        message = f"{field!r} is not looked at in an act of the kind {act.name!r}.{nearest(field, act.looks_at)}"
        yield sheet.problem(message, *where, field)
    for field in act.needs:
        if not getattr(check, field):
            yield sheet.problem(f"an act of the kind {act.name!r} needs `{field}`", *where)
    if act.looks_at and not given:
        yield sheet.problem("this asks for nothing, so anything would meet it", *where)
