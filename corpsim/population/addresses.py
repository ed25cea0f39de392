"""A part of an address that is longer than a piece of one name: `ana.rey`, `reyes2`, `reyes@acme`."""

import re
from typing import NamedTuple

_PART = re.compile(r"(?:([a-z]*)(\.))?([a-z]*)([0-9]*)(@[^@]*)?")


class AddressPart(NamedTuple):
    """What stands before and after the dot of an address, the number behind it, and whether the address ends there."""

    first: str
    dotted: bool
    last: str
    digits: str
    ended: bool

    def fits_first(self, slug: str) -> bool:
        """Whether an address can begin with this first name."""
        return not self.dotted or slug.endswith(self.first)

    def fits_last(self, slug: str) -> bool:
        """Whether this last name can stand in the address."""
        if self.dotted:
            return slug == self.last if self.ended or self.digits else slug.startswith(self.last)
        return slug.endswith(self.last)

    def fits_number(self, number: str) -> bool:
        """Whether this number, empty for the first of a name, can stand behind the names."""
        if not self.dotted and not self.last:
            return number.endswith(self.digits) if self.ended else self.digits in number
        return number == self.digits if self.ended else number.startswith(self.digits)


def read_part(word: str, domain: str) -> AddressPart | None:
    """The part of an address that a word is; None for one that cannot be, or that is a piece of one name only."""
    found = _PART.fullmatch(word)
    if found is None or not (found[2] or found[4] or found[5]):
        return None
    if found[5] and not f"@{domain}".startswith(found[5]):
        return None
    return AddressPart(found[1] or "", found[2] is not None, found[3], found[4], found[5] is not None)
