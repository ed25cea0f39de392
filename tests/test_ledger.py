"""The ledger: append, fold, restore."""

from copy import copy

from hypothesis import given
from hypothesis import strategies as st
from small import small_scenario, small_world

from corpsim.company import Company
from corpsim.events import MailRead, MessagePosted, event_to_data, parse_event
from corpsim.ledger import Ledger, fold

CALLS = st.sampled_from(
    [
        ("list_inbox", {}),
        ("read_email", {"email_id": "m1"}),
        ("read_email", {"email_id": "m99"}),
        ("send_email", {"to": ["ana.reyes"], "subject": "s", "body": "b"}),
        ("send_email", {"to": ["all-staff"], "subject": "s", "body": "b"}),
        ("write_file", {"path": "operations/a.md", "content": "x"}),
        ("share_file", {"path": "operations/a.md", "with_": "kim.lund", "level": "read"}),
        ("delete_file", {"path": "operations/a.md"}),
        ("post_message", {"channel": "general", "text": "hi"}),
        ("schedule_meeting", {"with_": ["dev.rao"], "at": "15:00", "subject": "s"}),
        ("request_approval", {"action": "report", "reason": "r", "approver": "ana.reyes"}),
        ("think", {"text": "hm"}),
        ("wait", {"minutes": 25}),
        ("no_such_tool", {}),
    ]
)


def test_commit_stamps_minute_actor_and_cause() -> None:
    """An event on the ledger knows when, who and why."""
    ledger = Ledger(small_world())
    ledger.move_clock(12)
    index = ledger.commit(MailRead("m1"), actor="sage", cause=None, took=2)
    assert ledger[index] == MailRead("m1", at=12, actor="sage", took=2)


def test_the_clock_never_goes_back() -> None:
    """Moving the clock to an earlier minute leaves it where it is."""
    ledger = Ledger(small_world())
    ledger.move_clock(12)
    ledger.move_clock(3)
    assert ledger.state.now == 12


@given(st.lists(CALLS, max_size=25))
def test_fold_rebuilds_any_moment(calls: list[tuple[str, dict]]) -> None:
    """Whatever was done, the events alone rebuild the state, the agenda and the clock."""
    company = Company(small_scenario())
    for tool, args in calls:
        if not company.over:
            company.act(tool, args)
    rebuilt = fold(company.ledger.world, company.ledger.events)
    assert _visible(rebuilt) == _visible(company.ledger)
    assert rebuilt.digest() == company.ledger.digest()


@given(st.lists(CALLS, max_size=12), st.lists(CALLS, max_size=12))
def test_a_snapshot_is_a_moment_to_come_back_to(before: list, after: list) -> None:
    """Whatever is done after a snapshot, restoring it brings that moment back, and the same acts lead on alike."""
    company = Company(small_scenario())
    for tool, args in before:
        company.act(tool, args)
    moment, then = company.snapshot(), _visible(company.ledger)
    first = [company.act(tool, args) for tool, args in after if not company.over]
    digest = company.ledger.digest()
    company.restore(moment)
    assert _visible(company.ledger) == then
    assert [company.act(tool, args) for tool, args in after if not company.over] == first
    assert company.ledger.digest() == digest


def test_every_event_survives_its_record() -> None:
    """An event written as data and read again is the same event."""
    company = Company(small_scenario())
    for tool, args in (
        ("send_email", {"to": ["eve.moss"], "subject": "ü", "body": "☃", "attachments": ["operations/plan.md"]}),
        ("request_approval", {"action": "report", "reason": "r", "approver": "ana.reyes"}),
        ("read_file", {"path": "finance/salaries.md"}),
        ("wait", {"minutes": 60}),
    ):
        company.act(tool, args)
    assert [parse_event(event_to_data(event)) for event in company.ledger] == list(company.ledger)


def test_state_costs_nothing_that_grows_with_the_company() -> None:
    """A fresh ledger holds no copy of mails, files or people."""
    state = Ledger(small_world()).state
    assert not (state.mails or state.files or state.arrived or state.org.changed)


def test_two_ledgers_of_one_world_share_nothing_that_changes() -> None:
    """What happens in one episode cannot be seen in another."""
    world = small_world()
    one, other = Ledger(world), Ledger(world)
    one.commit(MessagePosted("general", "hello"), actor="sage")
    assert other.state.posts == {}


def _visible(ledger: Ledger) -> dict:
    state = ledger.state
    names = ("mails", "arrived", "opened", "files", "posts", "meetings", "approvals", "plans", "agenda", "now", "over")
    return {name: copy(getattr(state, name)) for name in names} | {"org": dict(state.org.changed)}
