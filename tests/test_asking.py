"""Somebody who keeps asking answers until they have what they want, and then no more."""

from typing import Any

from small import small_scenario

from corpsim import catalog
from corpsim.company import Company
from corpsim.events import MailSent

WORDS = {"text": ["Again, please, {sender}."], "received": ["Thank you."], "says": [["480"], ["12"]], "delay": [5, 5]}


def answers_of_eve(*bodies: str, **more: Any) -> list[str]:
    """What Eve answers to these mails of the seat, with half an hour after each."""
    habit = catalog.habits()["keeps_asking"].bind({**WORDS, **more})
    company = Company(small_scenario(habits={"eve.moss": (habit,)}))
    for body in bodies:
        company.act("send_email", {"to": ["eve.moss"], "subject": "", "body": body})
        company.act("wait", {"minutes": 30})
    sent = (event.mail for event in company.ledger.events if isinstance(event, MailSent))
    return [mail.body for mail in sent if mail.sender == "eve.moss"]


def test_a_refusal_is_answered_with_the_same_question() -> None:
    """So often as the world says, and not once more."""
    assert answers_of_eve("No.", "No!", "Never.") == ["Again, please, Sage."] * 3
    assert answers_of_eve("No.", "No!", "Never.", most=2) == ["Again, please, Sage."] * 2


def test_who_has_it_says_thank_you_and_is_silent() -> None:
    """One of the facts is enough; afterwards nothing is answered any more."""
    assert answers_of_eve("No.", "Well then, 480.", "Hello?") == ["Again, please, Sage.", "Thank you."]
