"""Whether what a verb says is denied, and how far a `not` reaches."""

from corpsim.reading.clauses import negations
from corpsim.spellings import word_set


def denied_at(plain: tuple[str, ...], place: int) -> bool | None:
    """Whether a verb is denied: by a word before it, or by a `nobody` behind it. None where that is not clear."""
    found = [where for where in negations(plain) if where < place or plain[where] not in _BESIDE]
    if not found:
        return False
    sure = [where for where in found if where < place or plain[where] in _NO_OBJECT or _no_one(plain, where)]
    return True if sure else None


_BESIDE = word_set("without sans sin senza")
"""Behind a verb these deny something else: `sent without the annex`."""

_NO_OBJECT = word_set("nobody nothing none noone niemand")


def _no_one(plain: tuple[str, ...], where: int) -> bool:
    return plain[where : where + 2] == ("no", "one")
