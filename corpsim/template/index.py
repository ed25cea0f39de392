"""What a world names: the roles, mails, facts, files … that other places may speak of.

The index is drawn from the raw data, so that one slip in a file does not make everything it names unknown. A kind whose
file could not be read at all is None, and nothing is said about names of that kind.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from corpsim.errors import closest, nearest, quoted
from corpsim.label import TAXONOMY
from corpsim.template.code import Supply
from corpsim.template.format.shared import SHARED
from corpsim.template.text import Mention

ROLE_FIELDS = ("first", "last", "name", "email", "title", "department", "phone", "id")
COMPANY_FIELDS = ("name", "domain", "industry", "product", "city")
DATE_FIELDS = ("today",)
DOSE_FIELDS = ("percent",)
SEAT = "seat"

FREE = frozenset({"company", "word", "fact", "date"})
"""What may be filled in before there are people."""

PROSE = FREE | {"role", "phrase", "case"}
CASE = PROSE | {"draw", "beside"}
DEED = PROSE | {"mail", "meeting", "each"}
BRIEF = PROSE | {"factor"}
DOSE = PROSE | {"dose"}
RESERVED = frozenset(
    {
        *("company", "word", "fact", "date", "phrase", "mail", "meeting", "factor", "dose"),
        *("role", "case", "draw", "beside", "each", "choice", SEAT),
    }
)
"""Words no role can be called."""

Names = Set[str] | None

MOST_COUNTED = 500
"""Cases of a kind that get keys of their own."""

MOST_SUGGESTED = 200
"""Wrong names of one world for which the nearest right one is looked for."""


@dataclass(frozen=True, slots=True)
class Index:
    """The names of a world by kind, and what it is made of."""

    supply: Supply
    roles: Names = None
    words: Names = None
    facts: Names = None
    phrases: Names = None
    mails: Names = None
    coming: Names = None
    meetings: Names = None
    files: Names = None
    shares: Names = None
    policies: Names = None
    lists: Names = None
    departments: Names = None
    staffed: Names = None
    factors: Mapping[str, Names] | None = None
    channels: Names = None
    registers: Names = None
    cases: Mapping[str, Names] | None = None
    drawn: Mapping[str, Names] | None = None
    groups: Names = None
    spaces: Mapping[str, Names] = field(default_factory=dict)

    suggested: dict[tuple[str, str], str] = field(default_factory=dict)

    def near(self, kind: str, name: str, names: Iterable[str]) -> str:
        """What a complaint about a name suggests; empty once it was done for many names of this world."""
        if (kind, name) not in self.suggested:
            if len(self.suggested) >= MOST_SUGGESTED:
                return ""
            self.suggested[kind, name] = nearest(name, names)
        return self.suggested[kind, name]

    def unknown(self, kind: str, names: Names, name: str) -> str:
        """What is wrong with a name of a kind, or empty."""
        if names is None or name in names:
            return ""
        if kind == "factor" and name in SHARED:
            return f"factors.yaml leaves the factor {name!r} out, so it is always {SHARED[name][0]!r} here"
        if kind == "label" and name in TAXONOMY:
            return f"nothing decides the label {name!r} yet.{self.near(kind, name, names)}"
        if kind in ("company", "date", "dose"):
            return f"a {kind} has no {quoted(name)}.{self.near(kind, name, names)}"
        return f"there is no {kind} {quoted(name)}.{self.near(kind, name, names)}"

    def offered(self, kind: str) -> Names:
        """The names of the parts of a kind (`tools`, `habits` …); None where the world's module may add to them."""
        return None if self.supply.unchecked else frozenset(getattr(self.supply.parts, kind))

    def unknown_part(self, kind: str, word: str, name: str) -> str:
        """What is wrong with the name of a part, or empty."""
        wrong = self.unknown(word, self.offered(kind), name)
        packages = (home for home, package in self.supply.packages.items() if name in getattr(package.parts, kind))
        home = next(packages, "") if wrong else ""
        if home:
            return f"the {word} {name!r} is of the package {home!r}, which world.yaml has to name: packages: [{home}]"
        return wrong

    def misplaced(self, mention: Mention, scope: Set[str]) -> str:
        """What is wrong with a placeholder in a text of some scope, or empty."""
        shown = f"{{{mention.key[:60]}}}"
        if mention.space in (self.cases or ()):
            return self._misplaced_case(mention, scope, shown)
        if mention.space in RESERVED - {SEAT, "role"}:
            return self._misplaced_thing(mention, scope, shown)
        if self.roles is None and mention.name in ROLE_FIELDS:
            return ""
        if mention.space != SEAT and mention.space not in (self.roles or ()):
            kind = closest(mention.space, RESERVED - {"role"})
            tail = f" Did you mean {kind!r}?" if kind else self.near("role", mention.space, self.roles or ())
            return f"{shown}: there is no role {quoted(mention.space)}.{tail}"
        if mention.name not in ROLE_FIELDS:
            return f"{shown}: a person has no {quoted(mention.name)}.{self.near('field', mention.name, ROLE_FIELDS)}"
        return "" if "role" in scope else f"{shown}: people cannot be mentioned here"

    def _misplaced_case(self, mention: Mention, scope: Set[str], shown: str) -> str:
        names = (self.cases or {})[mention.space]
        if "case" not in scope:
            return f"{shown}: cases cannot be mentioned here"
        if names is None or mention.name in names:
            return ""
        return f"{shown}: this case has no {quoted(mention.name)}.{self.near('field', mention.name, names)}"

    def _misplaced_thing(self, mention: Mention, scope: Set[str], shown: str) -> str:
        if mention.space == "choice":
            return "" if "phrase" in scope else "a choice of words, as {this|that}, cannot stand here"
        if mention.space not in scope:
            allowed = ", ".join(sorted(scope))
            return f"{shown}: {mention.space!r} cannot be mentioned here; allowed are: {allowed}"
        known = self.spaces.get(mention.space)
        wrong = self.unknown(mention.space, known, mention.name)
        return f"{shown}: {wrong}" if wrong else ""


def draw_index(raw: Mapping[str, Any], supply: Supply) -> Index:
    """The index of a world from the data of its files by path."""
    company, people, world = (raw.get(f"{name}.yaml") for name in ("company", "people", "world"))
    roles = _keys(_at(people, "roles"))
    factors = _factors(raw.get("factors.yaml"))
    names: dict[str, Names] = {
        "roles": roles,
        "words": _words(company),
        "facts": _keys(_at(company, "facts"), absent=company),
        "phrases": _keys(_at(company, "phrases"), absent=company),
        "mails": frozenset(_stem(path) for path in raw if path.startswith(("mails/", "background/"))),
        "coming": _coming(raw.get("events.yaml", [])),
        "meetings": _keys(raw.get("calendar.yaml", {})),
        "files": frozenset(path.removeprefix("shares/") for path in raw if path.startswith("shares/")),
        "shares": _keys(raw.get("shares.yaml", {})),
        "policies": _values(_at(world, "policies"), "id", absent=world),
        "lists": _keys(_at(people, "lists"), absent=people),
        "departments": _departments(people),
        "staffed": _values(_at(people, "staff"), "department", absent=people),
        "channels": _keys(raw.get("chat.yaml", {})),
        "registers": frozenset(_name(path) for path in raw if path.startswith("registers/")),
        "groups": frozenset(_groups(raw)),
    }
    spaces: dict[str, Names] = {
        "company": frozenset(COMPANY_FIELDS),
        "date": frozenset(DATE_FIELDS),
        "dose": frozenset(DOSE_FIELDS),
        "word": names["words"],
        "fact": names["facts"],
        "phrase": names["phrases"],
        "mail": names["mails"],
        "meeting": names["meetings"],
        "factor": frozenset(factors) if factors is not None else None,
    }
    return Index(supply, factors=factors, spaces=spaces, cases=_cases(raw), drawn=_drawn(raw), **names)  # type: ignore[arg-type]


def _at(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, dict) else None


def _keys(data: Any, absent: Any = None) -> Names:
    """The keys of a mapping; none if it is left out of a file (`absent`) that could be read; None if unknown."""
    if isinstance(data, dict):
        return frozenset(data)
    return frozenset() if data is None and isinstance(absent, dict) else None


def _values(data: Any, field: str, absent: Any) -> Names:
    if isinstance(data, list):
        return frozenset(_texts(_at(item, field) for item in data))
    return frozenset() if data is None and isinstance(absent, dict) else None


def _texts(values: Iterable[Any]) -> Iterable[str]:
    return (value for value in values if isinstance(value, str))


def _coming(events: Any) -> Names:
    """The keys of mails to come."""
    return _values([event for event in events if _at(event, "mail")], "key", None) if isinstance(events, list) else None


def _words(company: Any) -> Names:
    industries = _at(company, "industries")
    if not isinstance(industries, list):
        return None
    return frozenset(word for industry in industries for word in _keys(_at(industry, "words")) or ())


def _departments(people: Any) -> Names:
    roles, staff = _at(people, "roles"), _at(people, "staff")
    if not isinstance(roles, dict):
        return None
    found = [_at(item, "department") for item in (*roles.values(), *(staff if isinstance(staff, list) else ()))]
    return frozenset(_texts(found))


def _factors(data: Any) -> dict[str, Names] | None:
    if not isinstance(data, dict):
        return None
    return {name: _keys(_at(factor, "levels")) for name, factor in data.items()}


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _case_entries(raw: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for path, data in raw.items():
        cases = _at(data, "cases") if path.startswith("registers/") else None
        yield from (c for c in (cases if isinstance(cases, list) else ()) if isinstance(_at(c, "key"), str))


def _groups(raw: Mapping[str, Any]) -> Iterable[str]:
    """What `each` can go through: the keys of entries, and those of single cases of a kind."""
    for entry in _case_entries(raw):
        yield entry["key"]
        yield from _keys_of(entry)


def _keys_of(entry: Mapping[str, Any]) -> list[str]:
    count = entry.get("count")
    if not isinstance(count, int) or not 1 <= count <= MOST_COUNTED:
        return [entry["key"]]
    return [f"{entry['key']}_{number}" for number in range(1, count + 1)]


def _cases(raw: Mapping[str, Any]) -> dict[str, Names]:
    """The key of each case, and what can be said of it."""
    found: dict[str, Names] = {}
    for entry in _case_entries(raw):
        parts = [_keys(entry.get(part, {})) or frozenset() for part in ("fields", "truth", "draw")]
        found |= dict.fromkeys(_keys_of(entry), frozenset({"id"}.union(*parts)))
    return found


def _drawn(raw: Mapping[str, Any]) -> dict[str, Names]:
    """The key of each case, and what is drawn for it: of that the spellings are known."""
    return {key: _keys(entry.get("draw", {})) for entry in _case_entries(raw) for key in _keys_of(entry)}


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
