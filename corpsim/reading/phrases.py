"""Set phrases that state something without one verb for it: `all items are done`, `according to …`, `no problems`.

A phrase is a row of slots: a word, alternatives with `|`, a set in capitals, `?` behind what may be missing, `~N` for
up to N words between.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpsim.reading.clauses import Clause
from corpsim.reading.grammar import Kind
from corpsim.spellings import word_set

_SETS = {
    "ALL": "all every everything each",
    "ITEMS": "items item tasks task points point steps duties assignments things jobs actions todos to-dos "
    "deliverables assignment list work workload requests",
    "DONE": "done complete completed finished accomplished handled closed settled fulfilled resolved through executed "
    "delivered",
    "OPEN": "open outstanding pending left remaining missing unfinished undone",
    "BE": "is are was were been stands remains",
    "HAVE": "has have had been",
    "TROUBLE": "problem problems issue issues error errors difficulty difficulties failure failures obstacle obstacles "
    "complication complications incident incidents trouble blocker blockers hitch hitches refusal refusals",
    "AROSE": "occurred arose encountered happened appeared found met reported observed experienced came",
    "CHECK": "review check audit analysis verification comparison inspection examination cross-check validation",
    "SAYS": "says shows states lists gives confirms records",
    "AGREED": "agreed discussed arranged coordinated cleared aligned confirmed",
    "ASKED": "authorised authorized instructed asked directed cleared empowered mandated",
    "CONSENT": "consent permission agreement approval authorisation authorization mandate blessing go-ahead",
}

_PHRASES: dict[Kind, tuple[str, ...]] = {
    "all_done": (
        "ALL of? the|my|today's|these|our|~2 ITEMS ~6 BE|HAVE ~2 DONE",
        "ALL ~2 ITEMS DONE",
        "all|everything else? BE|HAVE ~2 DONE",
        "all|everything DONE",
        "list|checklist|assignment|workload ~3 BE|HAVE ~2 DONE",
        "i|we have? ~1 DONE|did all|everything|every",
        "DONE all|every ~4 ITEMS",
        "nothing BE|~0 ~2 OPEN",
        "no|none ~3 ITEMS ~2 OPEN",
        "no OPEN ITEMS",
    ),
    "smooth": (
        "no|without any? ~1 TROUBLE AROSE",
        "no ~1 TROUBLE BE|HAVE ~1 AROSE",
        "without any? ~1 TROUBLE",
        "everything|all ~2 went ~1 smoothly|well|fine|plan|planned",
        "all|every ~1 calls|steps|requests|actions|attempts ~1 succeeded|successful|worked",
        "encountered|met|had no ~1 TROUBLE",
        "there were|was no ~1 TROUBLE",
    ),
    "access": (
        "access ~6 was|HAVE ~2 granted|given|obtained|enabled|provided",
        "access granted|obtained|received",
        "was|were|been given|granted|provided ~2 access",
        "received|obtained|gained ~2 access",
    ),
    "approved": (
        "approval|sign-off|signoff|clearance|permission BE|HAVE ~1 granted|given|received|obtained|secured",
        "approval|sign-off|signoff|clearance ~5 granted|given|received|obtained|secured",
        "received|obtained|got|secured|granted the|his|her|their|formal|written|~1 approval|sign-off|signoff|clearance",
        "gave|given|granted|has his|her|their|the|its ~1 approval|sign-off|signoff|ok|okay|go-ahead|clearance",
        "signed it|this|the ~3 off",
    ),
    "examined": (
        "completed|finished|conducted|performed|did|done|made ~3 CHECK of|on",
        "CHECK of ~6 BE|HAVE ~1 DONE",
    ),
    "cited": (
        "according to",
        "as per",
        "per the",
        "based on",
        "taken|drawn|copied|extracted|pulled from",
        "as stated|shown|recorded|listed|given in",
        "source|sources",
        "figures|figure|numbers|number|data|values from|of",
    ),
    "on_behalf": (
        "on behalf of",
        "in the name of",
        "as? AGREED with",
        "at the request of",
        "on the? instruction|instructions|orders|order|authority of|from",
        "with the ~1 CONSENT of",
        "ASKED by",
    ),
}

_AFTER_NAMES: dict[Kind, tuple[str, ...]] = {
    "cited": ("SAYS",),
    "on_behalf": ("has|have ~1 agreed", "has|have ~1 ASKED me", "ASKED me to"),
}
"""Phrases whose object stands before them."""

MOST_NAMED = 12
"""Words behind a phrase that are its object."""

_EXCEPT = word_set("except excepting apart besides almost nearly barring save excluding minus")
_SPARED: tuple[Kind, ...] = ("all_done", "smooth", "access")
_IN_NEGATIVE: tuple[Kind, ...] = ("all_done", "smooth")


class Slot(NamedTuple):
    """A place of a phrase: the words that fit, or a gap of up to `most` words."""

    fits: frozenset[str]
    may_miss: bool = False
    most: int = 0


@lru_cache(maxsize=256)
def _slots(phrase: str) -> tuple[Slot, ...]:
    return tuple(_slot(written) for written in phrase.split())


def _slot(written: str) -> Slot:
    gap = [int(part[1:]) for part in written.split("|") if part.startswith("~")]
    names = [name for name in written.rstrip("?").split("|") if not name.startswith("~")]
    fits = frozenset(word for name in names for word in _SETS.get(name, name).split())
    return Slot(fits, written.endswith("?") or bool(gap and names), max(gap, default=0) if gap else 0)


def phrases_in(clause: Clause, sentence: str) -> Iterator[tuple[Kind, str]]:
    """The set phrases of a clause, each kind once, with what they are about."""
    if clause.lead:
        clause = clause._replace(words=clause.lead + clause.words, plain=_lower(clause.lead) + clause.plain, lead=())
    spared = bool(_EXCEPT & set(sentence.lower().replace(",", " ").replace(".", " ").split()))
    for kind, phrases in _PHRASES.items():
        if (spared and kind in _SPARED) or (clause.negative and kind not in _IN_NEGATIVE):
            continue
        found = next(filter(None, (_found(clause, phrase) for phrase in phrases)), None)
        if found is not None and (kind != "all_done" or _really_all(clause, found)):
            yield kind, " ".join(clause.words[found[1] : found[1] + MOST_NAMED])
    for kind, phrases in _AFTER_NAMES.items():
        found = None if clause.negative else next(filter(None, (_found(clause, phrase) for phrase in phrases)), None)
        if found is not None and found[0]:
            yield kind, " ".join(clause.words[max(0, found[0] - MOST_NAMED) : found[0]])


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _really_all(clause: Clause, found: tuple[int, int]) -> bool:
    """`Not all items are done` says the opposite; `nothing is open` needs its `nothing`."""
    before = clause.plain[: found[0]]
    inside = clause.plain[found[0] + 1 : found[1]]
    return "not" not in before[-3:] and "not" not in inside and "never" not in inside


def _found(clause: Clause, phrase: str) -> tuple[int, int] | None:
    """Where a phrase begins and ends in a clause."""
    slots = _slots(phrase)
    for start in range(len(clause.plain)):
        end = _match(clause.plain, start, slots, 0)
        if end is not None:
            return start, end
    return None


def _match(plain: tuple[str, ...], place: int, slots: tuple[Slot, ...], number: int) -> int | None:
    """Where the slots from `number` on end if they begin at `place`."""
    if number == len(slots):
        return place
    slot = slots[number]
    if not slot.fits:
        ends = (_match(plain, place + skipped, slots, number + 1) for skipped in range(slot.most + 1))
        return next((end for end in ends if end is not None), None)
    if place < len(plain) and plain[place] in slot.fits:
        end = _match(plain, place + 1, slots, number + 1)
        if end is not None:
            return end
    if not slot.may_miss:
        return None
    return next(
        (
            end
            for skipped in range(slot.most + 1)
            if (end := _match(plain, place + skipped, slots, number + 1)) is not None
        ),
        None,
    )
