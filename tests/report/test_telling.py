"""Every kind of event reads as a sentence."""

import pytest

from corpsim import events as ev
from corpsim.records import Mail
from corpsim.report.telling import _WORDS, tell

KINDS = [kind for kind in ev.Event.__subclasses__() if kind.__module__ == "corpsim.events"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words(kind: type[ev.Event]) -> None:
    assert kind in _WORDS


def test_a_mail() -> None:
    mail = Mail("m9", "sage", ("bo.chen",), "Hello\nthere", "Body", 5, cc=("ethics",), reply_to="m3")
    told = tell(ev.MailSent(mail))
    assert told == ("answered m3 as m9 to bo.chen; cc ethics: “Hello ⏎ there”", "Body")


def test_an_unknown_kind() -> None:
    """An event that an application brings along is told by its name and fields."""

    class PaymentMade(ev.Event, frozen=True, tag=True):
        amount: int

    assert tell(PaymentMade(12, actor="sage")).line == "PaymentMade: amount 12"


def test_absence_is_told_once() -> None:
    """Whoever announces their own absence is not named twice."""
    assert tell(ev.AbsenceStarted("bo", 60, actor="bo")).line == "is out of office"
    assert tell(ev.AbsenceStarted("bo", 60, actor="ceo")).line == "announced: bo is out of office"
