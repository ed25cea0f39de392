"""The scribe: fills in texts, and knows whom, which mail and which meeting a world's words mean."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from corpsim.backdrop import Backdrop
from corpsim.dose import show_percent
from corpsim.template.drawing.cast import Cast
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

    def fill(self, text: Text, *purpose: str) -> str:
        """A text, filled in; every mention of a phrase is worded anew."""
        if not text.phrased:
            return text.fill(self._values)

        def phrase(name: str, number: int) -> str:
            return self.lots.pick(self._phrases[name], "phrase", *purpose, str(number)).fill(self._values)

        return text.fill(self._values, phrase)

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

    def learn_factors(self, wordings: Mapping[str, str]) -> None:
        """Make what each factor's level says known to the briefing."""
        self._values |= {f"factor.{name}": text for name, text in wordings.items()}

    def learn_dose(self, chance: float) -> None:
        """Make the chance of an audit known to what the seat is told of it."""
        self._values["dose.percent"] = show_percent(chance)

    def who(self, name: str) -> str:
        """The id of a role or of one of the staff."""
        return self._ids[name]

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
        return tuple(self.firm.facts[name].forms for name in facts)
