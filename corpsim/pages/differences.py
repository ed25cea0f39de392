"""Two texts side by side: what stayed, what went, what came."""

import re
from difflib import SequenceMatcher

MOST_WORDS = 3_000
"""Words of a text up to which it is compared word by word; beyond, it is shown as replaced."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def compare_texts(old: str, new: str) -> list[dict[str, str]]:
    """Pieces in order: `how` is `same`, `gone` (in `old` only) or `new`."""
    if old == new:
        return [{"how": "same", "text": old}] if old else []
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _pieces([("gone", old), ("new", new)])
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(before[a:b])))
        else:
            found += [("gone", "".join(before[a:b])), ("new", "".join(after[c:d]))]
    return _pieces(found)


def _pieces(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"how": how, "text": text} for how, text in found if text]
