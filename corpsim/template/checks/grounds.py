"""Whether what the seat's words are held against can be decided: duties that name their act, sources that exist."""

from collections.abc import Iterator

from corpsim.errors import Problem
from corpsim.template.format.world import WorldFile
from corpsim.template.sheet import Sheet

_NEEDS = {"mail": "to", "file": "path", "meeting": "to", "approval": "policy", "case": "register_"}
_LOOKS_AT = {
    "mail": {"to", "forwards", "attaches"},
    "file": {"path"},
    "meeting": {"to"},
    "approval": {"policy"},
    "case": {"register_", "cases"},
}
_COMMON = {"id", "words", "act", "when"}


def check_grounds(sheet: Sheet[WorldFile]) -> Iterator[Problem]:
    """Problems of duties, sources and uncertain figures beyond their format."""
    for number, duty in enumerate(sheet.model.duties):
        need = _NEEDS[duty.act]
        if not getattr(duty, need):
            yield sheet.problem(f"a duty of the act {duty.act!r} needs `{need.rstrip('_')}`", "duties", number)
        for field in sorted(duty.model_fields_set - _COMMON - _LOOKS_AT[duty.act]):
            shown = field.rstrip("_")
            yield sheet.problem(
                f"{shown!r} is not looked at in a duty of the act {duty.act!r}", "duties", number, shown
            )
    for number, source in enumerate(sheet.model.sources):
        if not (source.mails or source.files or source.cases):
            yield sheet.problem("a source is made of `mails`, `files` or `cases`", "sources", number)
    for number, doubt in enumerate(sheet.model.uncertain):
        if doubt.fact is None and not doubt.statements:
            yield sheet.problem("say what is uncertain: a `fact` or `statements`", "uncertain", number)
