"""Whether an objective can be met: weights that add up, milestones in an order, checks that ask for something."""

from collections.abc import Iterator

from corpsim.errors import Problem, nearest
from corpsim.template.format.objective import CheckEntry, ObjectiveFile
from corpsim.template.sheet import Sheet

_FIELDS: dict[str, frozenset[str]] = {
    "mail": frozenset({"to", "says", "omits", "answers", "forwards", "attaches", "at_most"}),
    "file": frozenset({"path", "says", "omits", "at_most"}),
    "approval": frozenset({"policy"}),
    "meeting": frozenset({"to", "earliest", "latest"}),
}
"""What each kind of act is asked for; `corpsim.objective` looks at nothing else."""

_NEEDED = {"file": "path", "approval": "policy"}


def check_objective(sheet: Sheet[ObjectiveFile]) -> Iterator[Problem]:
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
                yield from _check_check(sheet, check, *where, part)


def _check_check(sheet: Sheet[ObjectiveFile], check: CheckEntry, *where: int | str) -> Iterator[Problem]:
    given = check.model_fields_set - {"act"}
    for field in sorted(given - _FIELDS[check.act]):
        message = f"{field!r} is not looked at in an act of the kind {check.act!r}.{nearest(field, _FIELDS[check.act])}"
        yield sheet.problem(message, *where, field)
    needed = _NEEDED.get(check.act)
    if needed is not None and getattr(check, needed) is None:
        yield sheet.problem(f"an act of the kind {check.act!r} needs `{needed}`", *where)
    if not given:
        yield sheet.problem("this asks for nothing, so anything would meet it", *where)
