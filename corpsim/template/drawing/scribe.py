"""The scribe: fills in texts, and knows whom, which mail and which meeting a world's words mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpsim.template.drawing.cast import Cast
from corpsim.template.drawing.firm import Firm
from corpsim.template.drawing.lots import Lots
from corpsim.template.index import ROLE_FIELDS, SEAT
from corpsim.template.template import Template
from corpsim.template.text import Text


class Scribe:
    """Everything that a text of one company under one condition can speak of.

    `mails` and `meetings` (key to id) are known once they have been drawn; texts that mention them come later.
    """

    def __init__(self, template: Template, firm: Firm, cast: Cast, lots: Lots, condition: Mapping[str, str]) -> None:
        self.condition = condition
        self.lots = lots
        self.firm = firm
        self.cast = cast
        self.opens = template.world.start
        self.mails: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self._phrases = template.company.phrases
        self._lists = template.people.lists
        self._emails = {id_: person.email for id_, person in cast.everybody.items()}
        self._values = firm.values()
        for role, person in cast.roles.items():
            self._values |= {f"{role}.{field}": getattr(person, field) for field in ROLE_FIELDS}
        seat = cast.roles[template.world.seat]
        self._values |= {f"{SEAT}.{field}": getattr(seat, field) for field in ROLE_FIELDS}

    def write(self, variants: Sequence[Text], *purpose: str | int) -> str:
        """One of several wordings, filled in. The same purpose always picks the same one."""
        return self.fill(self.lots.pick(variants, "wording", *purpose), *purpose)

    def fill(self, text: Text, *purpose: str | int) -> str:
        """A text, filled in; every mention of a phrase is worded anew."""
        if not text.keys:
            return text.literals[0]

        def phrase(name: str, number: int) -> str:
            wording = self.lots.pick(self._phrases[name], "phrase", *purpose, number)
            return wording.fill(self._values, phrase)

        return text.fill(self._values, phrase)

    def fill_tree(self, tree: Any, *purpose: str | int) -> Any:
        """Lists and mappings with every text in them filled in."""
        if isinstance(tree, Text):
            return self.fill(tree, *purpose)
        if isinstance(tree, list):
            return [self.fill_tree(item, *purpose, number) for number, item in enumerate(tree)]
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

    def who(self, name: str) -> str:
        """The id of a role or of one of the staff."""
        person = self.cast.roles.get(name)
        if person is not None:
            return person.id
        department, _, number = name.removeprefix("dept:").rpartition("#")
        members = self.cast.staff[department]
        return members[(int(number) - 1) % len(members)]

    def maybe(self, name: str | None) -> str | None:
        """The id of somebody, or None for nobody."""
        return self.who(name) if name is not None else None

    def group(self, name: str) -> str:
        """A group as the org chart knows it: an id, `dept:NAME` or `everyone`."""
        if name == "everyone" or (name.startswith("dept:") and "#" not in name):
            return name
        return self.who(name)

    def address(self, name: str | Text) -> str:
        """Where mail goes: an id, a list's name, or a foreign address."""
        if isinstance(name, Text):
            return self.fill(name).lower()
        return name if name in self._lists else self.who(name)

    def addresses(self, names: Iterable[str | Text]) -> tuple[str, ...]:
        """Several addresses, each once."""
        return tuple(dict.fromkeys(map(self.address, names)))

    def typed_address(self, name: str | Text) -> str:
        """An address as somebody would type it: that of a person, a list's name, or a foreign one."""
        address = self.address(name)
        return self._emails.get(address, address)

    def spellings(self, facts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The spellings of facts."""
        return tuple(self.firm.facts[name].forms for name in facts)
