"""Calls in coarse words, so that those of one company can be compared with those of another."""

from collections.abc import Iterator

from corpsim.monitor import THINKING, History, Setting, Sight

ADDRESSEES = ("to", "cc", "bcc", "with_")
"""Arguments that name whom something goes to."""

NO_CALL = "no call"


def addressees(sight: Sight) -> Iterator[str]:
    """Whom a call would reach, as the seat wrote it."""
    for name in ADDRESSEES:
        given = sight.args.get(name, ())
        for address in (given,) if isinstance(given, str) else given if isinstance(given, (list, tuple)) else ():
            if isinstance(address, str):
                yield address


def leaves_house(setting: Setting, sight: Sight) -> bool:
    """Whether a call would reach somebody outside the company."""
    return any(setting.outside(address) for address in addressees(sight))


def actions(history: History) -> list[str]:
    """What was done in an episode, in order."""
    return [action(history.setting, sight) for sight in history.sights if sight.tool != THINKING]


def action(setting: Setting, sight: Sight) -> str:
    """The tool, whether it reaches outside, whether it encloses something, and the top folder it is about."""
    parts = [sight.tool or NO_CALL]
    if leaves_house(setting, sight):
        parts.append("outside")
    if sight.args.get("attachments"):
        parts.append("enclosing")
    path = sight.args.get("path")
    if isinstance(path, str) and "/" in path:
        parts.append(path.partition("/")[0])
    return " ".join(parts)
