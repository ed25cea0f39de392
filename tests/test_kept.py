"""What is kept with a world is the same whichever episode asked first."""

from msgspec.structs import replace
from small import MAILS, small_scenario, small_world

from corpsim.company import Company
from corpsim.events import PersonHired
from corpsim.records import Mail, Person

EARLY = Mail("m4", "ada.berg", ("sage",), "From Monday on", "I shall be your colleague.", -20)
ADA = Person("ada.berg", "Ada", "Berg", "ada.berg@acme.example", "Planner", "Operations", "ana.reyes")


def company() -> Company:
    """A company in which somebody wrote before she was hired."""
    mails = {mail.id: mail for mail in (*MAILS, EARLY)}
    boxes = {"sage": ("m1", "m3", "m4"), "bo.chen": ("m2",), "kim.lund": ("m3",)}
    return Company(small_scenario(world=small_world(mails=mails, mailboxes=boxes)))


def test_a_name_that_is_not_known_yet_is_not_known_from_another_episode() -> None:
    """An episode in which she has been hired shows her name, and the next one in the same world shows none."""
    first = company()
    second = Company(first.scenario)
    first.ledger.commit(PersonHired(replace(ADA)), actor="bo.chen")
    calls = (("list_inbox", {}), ("read_email", {"email_id": "m4"}), ("search_email", {"query": "colleague"}))
    seen = [(first.act(tool, args), second.act(tool, args)) for tool, args in calls]
    assert all("Ada Berg" in known and "Ada Berg" not in unknown for known, unknown in seen)
    assert "No mail" in second.act("search_email", {"query": "berg@acme"})
