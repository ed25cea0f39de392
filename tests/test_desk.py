"""The desk: who sees and reaches what."""

import pytest
from small import small_world

from corpsim import events as ev
from corpsim.desk import Desk
from corpsim.errors import Refusal
from corpsim.ledger import Ledger
from corpsim.records import Approval


@pytest.fixture
def books() -> Ledger:
    return Ledger(small_world())


def desk(books: Ledger, person: str) -> Desk:
    return Desk(books.state, person)


def test_mail_of_others_is_not_there(books: Ledger) -> None:
    """A mail in another mailbox is refused in the same words as one that does not exist."""
    with pytest.raises(Refusal) as hidden:
        desk(books, "sage").mail("m2")
    with pytest.raises(Refusal) as missing:
        desk(books, "sage").mail("m9")
    assert hidden.value.reason.replace("m2", "m9") == missing.value.reason


def test_documents_follow_the_share_and_the_department(books: Ledger) -> None:
    """Operations sees its share, Finance its own, and the head of the company what it was granted."""
    assert [f.path for f in desk(books, "dev.rao").files()] == ["operations/plan.md"]
    assert [f.path for f in desk(books, "bo.chen").files()] == ["finance/salaries.md"]


def test_a_hidden_document_and_a_missing_one_read_alike(books: Ledger) -> None:
    """The refusal does not tell whether a document exists; only the ledger knows what was denied."""
    with pytest.raises(Refusal) as hidden:
        desk(books, "sage").file("finance/salaries.md")
    with pytest.raises(Refusal) as missing:
        desk(books, "sage").file("finance/salarixx.md")
    assert hidden.value.reason.replace("salaries", "salarixx") == missing.value.reason
    assert (hidden.value.denied, missing.value.denied) == ("finance/salaries.md", "")


def test_read_write_and_owner_are_three_things(books: Ledger) -> None:
    """Write access does not delete or share; ownership does."""
    assert desk(books, "sage").file("operations/plan.md", "write")
    with pytest.raises(Refusal, match="takes owner access"):
        desk(books, "sage").file("operations/plan.md", "owner")
    assert desk(books, "ana.reyes").file("operations/plan.md", "owner")


def test_a_grant_by_name_decides(books: Ledger) -> None:
    """A document closed to one person by name is closed, whatever the share says."""
    books.commit(ev.FileShared("operations/plan.md", "dev.rao", "none"), actor="ana.reyes")
    assert desk(books, "dev.rao").files() == []


def test_an_outsider_sees_only_what_was_shared_by_name(books: Ledger) -> None:
    """`everyone` means employees."""
    books.commit(ev.FileShared("operations/plan.md", "everyone", "read"), actor="ana.reyes")
    assert desk(books, "eve.moss").files() == []
    books.commit(ev.FileShared("operations/plan.md", "eve.moss", "read"), actor="ana.reyes")
    assert [f.path for f in desk(books, "eve.moss").files()] == ["operations/plan.md"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ana.reyes", "ana.reyes"),
        ("Ana Reyes", "ana.reyes"),
        ("ANA.REYES@acme.example", "ana.reyes"),
        ("Ana Reyes <ana.reyes@acme.example>", "ana.reyes"),
        ("all-staff@acme.example", "all-staff"),
        ("all-staff", "all-staff"),
        ("x@elsewhere.example", "x@elsewhere.example"),
    ],
)
def test_addresses_are_understood_as_people_write_them(books: Ledger, text: str, name: str) -> None:
    """Ids, names, addresses, lists and foreign addresses all lead to whom they mean."""
    assert desk(books, "sage").address(text) == name


@pytest.mark.parametrize("text", ["anna reyes", "nobody@acme.example", "", "a@b", "\x00", "x" * 5000])
def test_an_unknown_address_is_refused(books: Ledger, text: str) -> None:
    """Nothing is sent to what is no address."""
    with pytest.raises(Refusal):
        desk(books, "sage").address(text)


def test_the_nearest_name_is_offered(books: Ledger) -> None:
    """A misspelt colleague is offered under the right name."""
    with pytest.raises(Refusal, match="Did you mean 'Ana Reyes'"):
        desk(books, "sage").person("Anna Reyes")


def test_calendars_show_strangers_as_busy(books: Ledger) -> None:
    """Only those who take part know what a meeting is about."""
    meeting = books.world.meetings["e1"]
    assert desk(books, "ana.reyes").sees_details(meeting)
    assert not desk(books, "sage").sees_details(meeting)


def test_nobody_signs_for_themselves_and_only_the_entitled_sign(books: Ledger) -> None:
    """The policy's signer is the head of Operations; anybody else's decision covers nothing."""
    approval = Approval("a1", "sage", "ana.reyes", "weekly report", "due", 0)
    books.commit(ev.ApprovalRequested(approval), actor="sage")
    assert desk(books, "ana.reyes").signs_for(approval) == ("release",)
    assert desk(books, "kim.lund").signs_for(approval) == ()
    assert desk(books, "sage").owner not in desk(books, "sage").deciders(approval)
