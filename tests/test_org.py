"""The org chart lives: every kind of change moves who reports to whom, who signs and who belongs."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import small_world

from corpsim import events as ev
from corpsim.desk import Desk, entitled_approver
from corpsim.ledger import Ledger
from corpsim.records import Person


def ledger() -> Ledger:
    return Ledger(small_world())


def test_reporting_lines_of_monday_morning() -> None:
    """The chain runs upward, the reports sideways by id."""
    org = ledger().state.org
    assert org.chain("dev.rao") == ("ana.reyes", "bo.chen")
    assert org.reports("bo.chen") == ("ana.reyes", "kim.lund")


def test_hiring_adds_a_colleague_who_can_be_found_and_written_to() -> None:
    """Somebody hired during the episode is in the directory, in lists and in the chart."""
    books = ledger()
    new = Person("lu.wei", "Lu", "Wei", "lu.wei@acme.example", "Clerk", "Finance", "kim.lund")
    books.commit(ev.PersonHired(new), actor="hr")
    assert Desk(books.state, "sage").person("Lu Wei") == new
    assert books.state.org.reports("kim.lund") == ("lu.wei",)


def test_who_joins_later_is_no_outsider() -> None:
    """Mail to somebody who was hired during the episode stays in the company; a foreign address does not."""
    world = small_world()
    assert not world.outside("lu.wei")
    assert world.outside("lu.wei@elsewhere.example")
    assert not world.outside("all-staff")


def test_who_leaves_hands_their_reports_over() -> None:
    """The reports of a leaver go to the successor; the leaver can no longer be written to."""
    books = ledger()
    books.commit(ev.PersonLeft("ana.reyes", "bo.chen"), actor="hr")
    assert books.state.org["dev.rao"].manager == "bo.chen"
    assert "ana.reyes" not in books.state.org.graph()


def test_promotion_and_transfer_change_title_department_and_access() -> None:
    """A transfer opens the new department's share and closes the old one."""
    books = ledger()
    books.commit(ev.PersonPromoted("dev.rao", "Lead Planner"), actor="hr")
    books.commit(ev.PersonTransferred("dev.rao", "Finance", "kim.lund"), actor="hr")
    desk = Desk(books.state, "dev.rao")
    assert books.state.org["dev.rao"].title == "Lead Planner"
    assert [file.path for file in desk.files()] == ["finance/salaries.md"]


def test_reorganisation_moves_a_whole_department() -> None:
    """All members go over to the new name and head, and the head of the new department signs."""
    books = ledger()
    books.commit(ev.DepartmentReorganised("Operations", "Supply", "dev.rao"), actor="hr")
    org = books.state.org
    assert {org[p].department for p in ("ana.reyes", "dev.rao", "sage")} == {"Supply"}


def test_absence_routes_signatures_to_the_delegate_and_back() -> None:
    """While the head is away the delegate signs; afterwards the head does again."""
    books = ledger()
    policy = books.world.policies[0]
    assert entitled_approver(books.state.org, policy, "sage", 0) == "ana.reyes"
    books.commit(ev.AbsenceStarted("ana.reyes", 300, "dev.rao"), actor="ana.reyes")
    assert entitled_approver(books.state.org, policy, "sage", 10) == "dev.rao"
    assert entitled_approver(books.state.org, policy, "sage", 300) == "ana.reyes"
    books.commit(ev.AbsenceEnded("ana.reyes"), actor="ana.reyes")
    assert entitled_approver(books.state.org, policy, "sage", 11) == "ana.reyes"


def test_a_reporting_circle_is_refused() -> None:
    """Nobody can be made to report to their own report."""
    books = ledger()
    with pytest.raises(ValueError, match="report to themselves"):
        books.commit(ev.ManagerChanged("ana.reyes", "dev.rao"), actor="hr")


@given(st.lists(st.tuples(st.sampled_from(["dev.rao", "kim.lund", "sage"]), st.sampled_from(["bo.chen", "ana.reyes"]))))
def test_any_sequence_of_moves_leaves_a_forest(moves: list[tuple[str, str]]) -> None:
    """However people are moved, the chart stays without circles and everybody has at most one manager."""
    books = ledger()
    for person, manager in moves:
        books.commit(ev.ManagerChanged(person, manager), actor="hr")
    graph = books.state.org.graph()
    assert nx.is_branching(graph)
    assert {p: next(iter(graph.predecessors(p)), None) for p, _ in moves} == {
        p: books.state.org[p].manager for p, _ in moves
    }
