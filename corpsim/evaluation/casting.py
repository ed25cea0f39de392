"""Names in a recording become the roles of the world, so that it can be played in the company that is drawn."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from corpsim.template import Template
from corpsim.template.index import DEED
from corpsim.template.text import parse_text

_PLACEHOLDER = r"\{[A-Za-z][\w-]*\.[\w-]+\}"


class Casting:
    """Who is who in a recording: role → the names, addresses and short names by which it goes there.

    A name of several words also stands for its first and its last word; of two roles with the same word the one that
    is named first has it. `company` may be cast as well.
    """

    def __init__(self, template: Template, cast: Mapping[str, Sequence[str]]) -> None:
        self._index = template.index
        self._means: dict[str, str] = {}
        for role, names in cast.items():
            for name in filter(None, map(str.strip, names)):
                self._learn(role, name)
        longest = sorted(self._means, key=lambda name: (-len(name), name))
        names = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest)
        self._pattern = re.compile("|".join(filter(None, [_PLACEHOLDER, names, "[{}]"])))

    def _learn(self, role: str, name: str) -> None:
        if role == "company":
            self._means.setdefault(name, "{company.name}")
        elif "@" in name:
            self._means.setdefault(name, f"{{{role}.email}}")
        else:
            words = name.split()
            self._means.setdefault(name, f"{{{role}.{'name' if len(words) > 1 else 'first'}}}")
            self._means.setdefault(words[0], f"{{{role}.first}}")
            self._means.setdefault(words[-1], f"{{{role}.last}}")

    def text(self, text: str) -> str:
        """A text with placeholders for the names; other braces are written so that they stay braces."""
        return self._pattern.sub(self._replace, text)

    def tree(self, value: Any) -> Any:
        """Lists and mappings with every text in them recast."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.tree(item) for item in value]
        if isinstance(value, dict):
            return {key: self.tree(item) for key, item in value.items()}
        return value

    def _replace(self, match: re.Match[str]) -> str:
        found = match[0]
        if found in self._means:
            return self._means[found]
        mentions = parse_text(found).mentions
        known = mentions and not any(self._index.misplaced(mention, DEED) for mention in mentions)
        return found if known else found.replace("{", "{{").replace("}", "}}")
