"""What is kept with a world is the same whichever episode asked first."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import MAILS, small_scenario, small_world

from corpsim.company import Company
from corpsim.desk import Desk
from corpsim.events import PersonHired, PersonPromoted, PersonTransferred
from corpsim.ledger import fold
from corpsim.records import Mail, Person
from corpsim.tools.mail import list_inbox
from corpsim.world import World

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


def many_mails() -> World:
    """A company whose assistant has more mails than are listed."""
    mails = {f"m{n}": Mail(f"m{n}", "ana.reyes", ("sage",), f"Note {n}\nof many", ".", n - 90) for n in range(1, 56)}
    return small_world(mails=mails, mailboxes={"sage": tuple(mails)})


TO_SELF = ("send_email", {"to": "sage", "subject": "To do", "body": "Call Eve."})
TO_ALL = ("send_email", {"to": "all-staff", "subject": "Lunch\nat one", "body": "Soup."})
TO_OTHERS = ("send_email", {"to": "kim.lund", "subject": "Figures", "body": "Here."})
OPENED = [("read_email", {"email_id": mail_id}) for mail_id in ("m55", "m6", "m56", "m57")]
ACTS = (("list_inbox", {}), TO_SELF, TO_ALL, TO_OTHERS, *OPENED)


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_an_inbox_that_grew_reads_as_one_that_is_written_at_once(acts: list[tuple[str, dict[str, str]]]) -> None:
    """Whatever arrived, was opened and was listed meanwhile, a page has the lines that a ledger read anew gives it."""
    company = Company(small_scenario(world=many_mails()))
    for tool, args in acts:
        company.act(tool, args)
    anew = fold(many_mails(), company.ledger)
    assert company.act("list_inbox", {}) == list_inbox(Desk(anew.state, "sage")).reply


def test_a_directory_entry_follows_whoever_moves() -> None:
    """What was looked up before somebody was promoted is not shown afterwards, nor the other way round elsewhere."""
    first = Company(small_scenario())
    second = Company(first.scenario)
    look = ("look_up_person", {"name": "Dev Rao"})
    assert "Planner, Operations" in first.act(*look)
    first.ledger.commit(PersonPromoted("dev.rao", "Head of Planning"), actor="bo.chen")
    assert "Head of Planning, Operations" in first.act(*look)
    assert "Planner, Operations" in second.act(*look)


def test_what_a_share_grants_follows_whoever_moves() -> None:
    """Somebody who goes over to Finance may write there from then on, and no longer where they came from."""
    first = Company(small_scenario())
    second = Company(first.scenario)
    shares = ("operations", "finance")
    assert [first.desk("dev.rao").folder_level(share) for share in shares] == ["write", "none"]
    first.ledger.commit(PersonTransferred("dev.rao", "Finance", "kim.lund"), actor="bo.chen")
    assert [first.desk("dev.rao").folder_level(share) for share in shares] == ["none", "write"]
    assert [second.desk("dev.rao").folder_level(share) for share in shares] == ["write", "none"]
