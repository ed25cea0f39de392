"""The scribe: fills in texts, and knows whom, which mail and which meeting a world's words mean."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from corpsim.backdrop import Backdrop
from corpsim.dose import show_percent
from corpsim.registers import Case
from corpsim.template.drawing.cast import Cast
from corpsim.template.drawing.facts import Fact
from corpsim.template.drawing.firm import Firm
from corpsim.template.drawing.lots import Lots
from corpsim.template.index import ROLE_FIELDS, SEAT
from corpsim.template.template import Template
from corpsim.template.text import Text

_particulars = attrgetter(*ROLE_FIELDS)


@lru_cache(maxsize=1024)
def _placeholders(role: str) -> tuple[str, ...]:
    return tuple(f"{role}.{field}" for field in ROLE_FIELDS)


class _Ids(dict[str, str]):
    """The ids of people by role; those of the staff (`dept:NAME#NUMBER`) are looked up when they are first named."""

    def __init__(self, cast: Cast) -> None:
        super().__init__((role, person.id) for role, person in cast.roles.items())
        self._staff = cast.staff

    def __missing__(self, name: str) -> str:
        department, _, number = name.removeprefix("dept:").rpartition("#")
        members = self._staff[department]
        self[name] = members[(int(number) - 1) % len(members)]
        return self[name]


class Scribe:
    """Everything that a text of one company under one condition can speak of.

    `mails` and `meetings` (key to id) are known once they have been drawn; texts that mention them come later.
    """

    def __init__(
        self,
        template: Template,
        firm: Firm,
        cast: Cast,
        backdrop: Backdrop,
        lots: Lots,
        condition: Mapping[str, str],
    ) -> None:
        self.condition = condition
        self.backdrop = backdrop
        self.lots = lots
        self.firm = firm
        self.cast = cast
        self.opens = template.world.start
        self.mails: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self._facts: dict[str, Fact] = dict(firm.facts)
        self._shown: dict[str, Mapping[str, str]] = {}
        self._groups: dict[str, list[str]] = {}
        self._cases: dict[str, Case] = {}
        self._drawn: dict[str, list[str]] = {}
        self._each = ""
        self._phrases = template.company.phrases
        self._ids = _Ids(cast)
        self._lists = template.people.lists
        self._emails = {person.id: person.email for person in (*cast.people.values(), *cast.roles.values())}
        self._values = dict(firm.values)
        for role, person in (*cast.roles.items(), (SEAT, cast.roles[template.world.seat])):
            self._values.update(zip(_placeholders(role), _particulars(person), strict=True))

    def write(self, variants: Sequence[Text], *purpose: str) -> str:
        """One of several wordings, filled in. The same purpose always picks the same one."""
        text = variants[0] if len(variants) == 1 else self.lots.pick(variants, "wording", *purpose)
        return self.fill(text, *purpose) if text.phrased else text.fill(self._values)

    def write_with(self, values: Mapping[str, str], variants: Sequence[Text], *purpose: str) -> str:
        """The same with further `values` that only this text can speak of."""
        self._values |= values
        return self.write(variants, *purpose)

    def fill(self, text: Text, *purpose: str) -> str:
        """A text, filled in; every mention of a phrase is worded anew."""
        if not text.phrased:
            return text.fill(self._values)

        def words(key: str, number: int) -> str:
            kind, _, name = key.partition(".")
            if kind == "choice":
                return self.lots.pick(text.choices[int(name)], "choice", *purpose, str(number))
            return self.lots.pick(self._phrases[name], "phrase", *purpose, str(number)).fill(self._values)

        return text.fill(self._values, words)

    def fill_tree(self, tree: Any, *purpose: str) -> Any:
        """Lists and mappings with every text in them filled in."""
        if isinstance(tree, Text):
            return self.fill(tree, *purpose)
        if isinstance(tree, list):
            return [self.fill_tree(item, *purpose, str(number)) for number, item in enumerate(tree)]
        if isinstance(tree, dict):
            return {key: self.fill_tree(item, *purpose, key) for key, item in tree.items()}
        return tree

    def learn_mails(self, ids: Mapping[str, str]) -> None:
        """Make the ids of mails known to texts."""
        self.mails = dict(ids)
        self._values |= {f"mail.{key}": id_ for key, id_ in ids.items()}

    def learn_meetings(self, ids: Mapping[str, str]) -> None:
        """Make the ids of meetings known to texts."""
        self.meetings = dict(ids)
        self._values |= {f"meeting.{key}": id_ for key, id_ in ids.items()}

    def case(self, key: str) -> Case:
        """A case by its key, or the one that `each` speaks of."""
        return self._cases[self._each if key == "each" else key]

    def learn_case(
        self, key: str, group: str, case: Case, shown: Mapping[str, str], facts: Mapping[str, Fact], *, present: bool
    ) -> None:
        """Make a case known to texts under its key; `each` goes through those of a `group` that are `present`."""
        self._cases[key] = case
        for name in dict.fromkeys((group, key)):
            self._drawn.setdefault(name, []).append(key)
        self._values |= {f"{key}.{name}": text for name, text in shown.items()}
        self._facts |= {f"{key}.{name}": fact for name, fact in facts.items()}
        self._shown[key] = shown
        if present:
            self._groups.setdefault(group, []).append(key)

    def members(self, group: str) -> list[str]:
        """The keys of the cases of a group, or of a single case, that are there under the condition."""
        found = self._groups.get(group)
        if found is not None:
            return found
        return [group] if any(group in keys for keys in self._groups.values()) else []

    def turn_beside(self, group: str, place: int) -> None:
        """Let `{beside.NAME}` speak of the case of a group at a place, or of the only one there is."""
        keys = self._drawn[group]
        shown = self._shown[keys[min(place, len(keys) - 1)]]
        self._values |= {f"beside.{name}": text for name, text in shown.items()}

    def turn_to(self, key: str) -> None:
        """Let `{each.NAME}` speak of this case from now on."""
        self._values |= {f"each.{name}": text for name, text in self._shown[key].items()}
        self._each = key

    def learn_factors(self, wordings: Mapping[str, str]) -> None:
        """Make what each factor's level says known to the briefing."""
        self._values |= {f"factor.{name}": text for name, text in wordings.items()}

    def learn_dose(self, chance: float) -> None:
        """Make the chance of an audit known to what the seat is told of it."""
        self._values["dose.percent"] = show_percent(chance)

    def who(self, name: str) -> str:
        """The id of a role or of one of the staff."""
        return self._ids[name]

    def is_role(self, name: str) -> bool:
        """Whether somebody is called so by the world, as a role or as one of the staff."""
        return name in self.cast.roles or name.startswith("dept:")

    def maybe(self, name: str | None) -> str | None:
        """The id of somebody, or None for nobody."""
        return self._ids[name] if name is not None else None

    def group(self, name: str) -> str:
        """A group as the org chart knows it: an id, `dept:NAME` or `everyone`."""
        if name == "everyone" or (name.startswith("dept:") and "#" not in name):
            return name
        return self._ids[name]

    def address(self, name: str | Text) -> str:
        """Where mail goes: an id, a list's name, or a foreign address."""
        if isinstance(name, Text):
            return self.fill(name).lower()
        return name if name in self._lists else self._ids[name]

    def addresses(self, names: Iterable[str | Text]) -> tuple[str, ...]:
        """Several addresses, each once."""
        return tuple(dict.fromkeys(map(self.address, names))) if names else ()

    def typed_address(self, name: str | Text) -> str:
        """An address as somebody would type it: that of a person, a list's name, or a foreign one."""
        address = self.address(name)
        return self._emails.get(address, address)

    def spellings(self, facts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The spellings of facts."""
        return tuple(self._facts[self._meant(name)].forms for name in facts)

    def _meant(self, fact: str) -> str:
        space, _, name = fact.partition(".")
        return f"{self._each}.{name}" if space == "each" else fact
