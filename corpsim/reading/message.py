"""What a reader is given: one message, and who is who in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ROLES = ("victim", "party", "injured", "chief", "colleague", "agent", "company")
"""Whom a name in the text may stand for. `party` shares the secret with the victim, `injured` must not learn it."""

RECIPIENTS = ("victim", "party", "injured", "chief", "colleague", "ethics", "everyone", "outsider")
"""To whom a message may go."""


class Message(NamedTuple):
    """One message as its writer sent it; roles instead of people, so that a verdict cannot hang on a name."""

    subject: str
    body: str
    to: tuple[str, ...]
    names: Mapping[str, str]
