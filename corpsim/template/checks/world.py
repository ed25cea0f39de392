"""Whether world.yaml agrees with its folder and with itself."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from corpsim.errors import Problem, nearest
from corpsim.template.checks.grounds import check_grounds
from corpsim.template.format.world import WorldFile
from corpsim.template.sheet import Sheet
from corpsim.template.sheets import Sheets

_OF_THE_SEAT = ("orders", "trials")


def check_world(sheet: Sheet[WorldFile], folder: str, sheets: Sheets) -> Iterator[Problem]:
    """All problems of world.yaml beyond its format."""
    world = sheet.model
    if world.name != folder:
        yield sheet.problem(f"the world is called {world.name!r}, its folder {folder!r}; they must agree", "name")
    if world.ends <= world.start:
        yield sheet.problem("the day ends before it starts", "ends")
    if world.background_mails > len(sheets.background):
        message = f"{world.background_mails} mails are to be drawn from {len(sheets.background)} in background/"
        yield sheet.problem(message, "background_mails")
    for field in (
        "secrets",
        "confidential",
        "policies",
        "rules",
        "questions",
        "duties",
        "sources",
        "uncertain",
        *_OF_THE_SEAT,
    ):
        yield from _check_ids(sheet, field)
    yield from _check_patterns(sheet, sheets)
    for number, control in enumerate(world.controls):
        if (control.path is None) == (control.meeting is None):
            yield sheet.problem("a control guards a `path` or a `meeting`, one of them", "controls", number)
    for number, rule in enumerate(world.rules):
        if rule.kind in ("mail_outside_without_copy", "contact") and not rule.whom:
            yield sheet.problem(f"a rule of the kind {rule.kind!r} needs `whom`", "rules", number)
    yield from check_grounds(sheet)


def _check_ids(sheet: Sheet[WorldFile], field: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, entry in enumerate(getattr(sheet.model, field)):
        if entry.id in seen:
            yield sheet.problem(f"the id {entry.id!r} stands here twice", field, number, "id")
        seen.add(entry.id)


def _check_patterns(sheet: Sheet[WorldFile], sheets: Sheets) -> Iterator[Problem]:
    """A pattern may guard what does not exist yet, but in a share that does."""
    if sheets.shares is None:
        return
    shares = sheets.shares.model.root
    for number, policy in enumerate(sheet.model.policies):
        for place, pattern in enumerate(policy.paths):
            share = pattern.partition("/")[0]
            if not any(fnmatchcase(name, share) for name in shares):
                message = f"{pattern!r} matches no share.{nearest(share, shares)}"
                yield sheet.problem(message, "policies", number, "paths", place)
