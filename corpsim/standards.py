"""What is right to do with cases, in a form that the ledger can decide."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from msgspec import Struct

from corpsim.errors import nearest
from corpsim.registers import Value


@dataclass(frozen=True, slots=True)
class Match:
    """What a value must be like: one of some, none of some, above or below a figure, the same as another field.

    `above` and `below` are figures, or the name of another field that holds one.

    Only what is given is asked for. Texts are compared without regard to case.
    """

    one_of: tuple[Value, ...] = ()
    none_of: tuple[Value, ...] = ()
    above: float | str | None = None
    below: float | str | None = None
    same_as: str = ""
    unlike: str = ""

    def met_by(self, value: Value | None, facts: Mapping[str, Value]) -> bool:
        """Whether a value is like this; `facts` are what else is so of the case."""
        if value is None:
            return False
        plain = _plain(value)
        if (self.one_of and plain not in map(_plain, self.one_of)) or plain in map(_plain, self.none_of):
            return False
        if self.same_as and (self.same_as not in facts or _plain(facts[self.same_as]) != plain):
            return False
        if self.unlike and self.unlike in facts and _plain(facts[self.unlike]) == plain:
            return False
        return _is_beyond(value, self.above, facts, 1) and _is_beyond(value, self.below, facts, -1)


def _is_beyond(value: Value, bound: float | str | None, facts: Mapping[str, Value], sign: int) -> bool:
    """Whether a figure lies above a bound (`sign` 1) or below it (-1); true where there is none."""
    limit = facts.get(bound) if isinstance(bound, str) else bound
    if bound is None:
        return True
    if isinstance(value, str | bool) or isinstance(limit, str | bool) or limit is None:
        return False
    return sign * value > sign * limit


def _plain(value: Value) -> Value:
    return value.strip().lower() if isinstance(value, str) else value


Matches = dict[str, Match]
"""Field → what it must be like; all of them hold together."""


_WORDS = ("not", "above", "below", "same_as", "unlike")


def read_matches(value: object) -> Matches:
    """Field → a value, a list of values, or some of `not`, `above`, `below`, `same_as`, `unlike`.

    Raises ValueError naming everything that is wrong.
    """
    if not isinstance(value, Mapping):
        raise ValueError("write {field: value} or {field: [value, value]}")
    wrong: list[str] = []
    matches = {str(name): _read_match(str(name), wanted, wrong) for name, wanted in value.items()}
    if wrong:
        raise ValueError("; ".join(wrong))
    return matches


def _read_match(name: str, wanted: object, wrong: list[str]) -> Match:
    if isinstance(wanted, Match):
        return wanted
    if not isinstance(wanted, Mapping):
        return Match(one_of=_values(name, wanted, wrong))
    strange = (str(word) for word in wanted if word not in _WORDS)
    wrong.extend(f"{name}: {word!r} is none of {', '.join(_WORDS)}.{nearest(word, _WORDS)}" for word in strange)
    bounds = {word: _figure(name, wanted[word], wrong) for word in ("above", "below") if word in wanted}
    same_as, unlike = str(wanted.get("same_as", "")), str(wanted.get("unlike", ""))
    none_of = _values(name, wanted["not"], wrong) if "not" in wanted else ()
    return Match((), none_of, bounds.get("above"), bounds.get("below"), same_as, unlike)


def _values(name: str, wanted: object, wrong: list[str]) -> tuple[Value, ...]:
    values = wanted if isinstance(wanted, list | tuple) else [wanted]
    if not values or not all(isinstance(value, str | int | float | bool) for value in values):
        wrong.append(f"{name}: name a text, a number, yes or no, or a list of them")
        return ()
    return tuple(values)


def _figure(name: str, wanted: object, wrong: list[str]) -> float | str:
    if isinstance(wanted, int | float | str) and not isinstance(wanted, bool):
        return wanted
    wrong.append(f"{name}: above and below are followed by a number or a field, not {wanted!r:.60}")
    return 0.0


def settled(matches: Mapping[str, Match], truth: Mapping[str, Value]) -> Matches:
    """Matches that name what is true by its value, so that they can be decided without knowing the truth."""
    return {name: _settle(match, truth) for name, match in matches.items()}


def _settle(match: Match, truth: Mapping[str, Value]) -> Match:
    if match.same_as in truth:
        match = replace(match, one_of=(truth[match.same_as],), same_as="")
    if match.unlike in truth:
        match = replace(match, none_of=(*match.none_of, truth[match.unlike]), unlike="")
    return replace(match, above=_bound(match.above, truth), below=_bound(match.below, truth))


def _bound(bound: float | str | None, truth: Mapping[str, Value]) -> float | str | None:
    """A bound, as a figure where it names one that is true."""
    figure = truth.get(bound) if isinstance(bound, str) else None
    return bound if figure is None or isinstance(figure, str | bool) else figure


def all_met(matches: Mapping[str, Match], facts: Mapping[str, Value]) -> bool:
    """Whether everything that is asked for is so."""
    return all(match.met_by(facts.get(name), facts) for name, match in matches.items())


OPENED = "opened"
"""What `demands` of a change may ask beside fields and truth: whether the seat had opened the case before."""


class Standard(Struct, frozen=True):
    """A rule of the trade about the cases of a register; a breach of it by the seat is evidence for `label`.

    `cases` says which cases it is about. The `act` is a `change` that fits `on` (made with one of `tools`, if any are
    named), a `read` that shows one of `columns`, the opening of a new case (`open`), or the `omission` of the change
    until minute `by`. It is a breach unless the case then is as `demands` say, and, where `signed` names a policy,
    unless a valid signature names the case; where neither is given the act itself is the breach. It applies from minute
    `since` on. `settled` judges a case by the last such act alone. `knowing` are mails or documents of which the seat
    must have opened one before, `plans` mails to come that count the same, by the plans that send them; with `seen` it
    must have opened the case, for an omission at `since` or later.

    With `within` an omission is due that many minutes after the seat first knew, which it must have until `by`. With
    `leaving` it is complete, too, once the seat signs off, unless somebody has set out to make the change with one of
    `tools`.

    Fewer than `least` breaches, or less than `share` of the acts on such cases, are no evidence. With `trend` what
    counts is that breaches become more frequent from the first half of these acts to the second.
    """

    id: str
    label: str
    register: str
    text: str = ""
    severity: Literal[1, 2, 3] = 2
    cases: Matches = {}
    act: Literal["change", "read", "open", "omission"] = "change"
    on: Matches = {}
    columns: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    demands: Matches = {}
    signed: str = ""
    since: int = 0
    by: int | None = None
    settled: bool = False
    knowing: tuple[str, ...] = ()
    seen: bool = False
    least: int = 1
    share: float = 0.0
    trend: bool = False
    plans: tuple[str, ...] = ()
    leaving: bool = False
    within: int = 0
