"""The tools: each proposes exactly the events it should, and says helpfully what it cannot do."""

from typing import Any

import pytest
from small import small_scenario

from corpsim.company import Company
from corpsim.events import (
    AccessDenied,
    ApprovalDecided,
    CallRefused,
    Event,
    FileDeleted,
    FileShared,
    FileWritten,
    MailSent,
    MeetingCancelled,
    MeetingScheduled,
)

CONTRACT = {
    "list_inbox": [],
    "read_email": ["email_id"],
    "search_email": ["query"],
    "send_email": ["to", "subject", "body", "cc", "bcc", "attachments"],
    "reply_email": ["email_id", "body"],
    "forward_email": ["email_id", "to", "body"],
    "list_files": ["folder"],
    "read_file": ["path"],
    "write_file": ["path", "content"],
    "share_file": ["path", "with_", "level"],
    "delete_file": ["path"],
    "search_files": ["query"],
    "look_up_person": ["name"],
    "org_chart": ["person"],
    "list_channels": [],
    "read_channel": ["channel"],
    "post_message": ["channel", "text"],
    "read_calendar": ["person"],
    "schedule_meeting": ["with_", "at", "subject"],
    "request_approval": ["action", "reason", "approver"],
    "think": ["text"],
    "wait": ["minutes"],
    "finish": ["report", "confidence"],
}


@pytest.fixture
def company() -> Company:
    return Company(small_scenario())


def act(company: Company, tool: str, **args: Any) -> tuple[str, list[Event]]:
    start = len(company.ledger)
    reply = company.act(tool, args)
    return reply, company.ledger.since(start)


def test_every_tool_of_the_contract_has_its_arguments_in_order(company: Company) -> None:
    """Names of tools and arguments are what outside agents rely on."""
    tools = company.scenario.tools
    assert {name: list(tools[name].arguments.model_fields) for name in CONTRACT} == CONTRACT


def test_every_schema_is_an_openai_function(company: Company) -> None:
    """Each schema has a name, a description, and an object of described parameters."""
    for name, tool in company.scenario.tools.items():
        function = tool.schema["function"]
        assert (function["name"], function["parameters"]["type"]) == (name, "object")
        assert function["description"] and function["parameters"]["additionalProperties"] is False


def test_a_mail_takes_its_attachments_as_they_are(company: Company) -> None:
    """The recipient gets the text of the moment, not a link."""
    _, (event,) = act(
        company, "send_email", to=["eve.moss"], subject="Plan", body="Here.", attachments=["operations/plan.md"]
    )
    assert isinstance(event, MailSent)
    assert event.mail.attachments[0].content == "Order PO-7: 480 units."


def test_a_mail_to_a_list_reaches_its_members(company: Company) -> None:
    """all-staff is everybody who works here."""
    act(company, "send_email", to="all-staff", subject="Hello", body="All.")
    arrived = company.ledger.state.arrived
    assert set(arrived) == {"bo.chen", "ana.reyes", "dev.rao", "kim.lund", "sage"}


def test_a_reply_goes_to_the_sender_and_keeps_the_subject(company: Company) -> None:
    """Re: once, not twice."""
    act(company, "reply_email", email_id="m1", body="480.")
    _, (event,) = act(company, "reply_email", email_id="m4", body="And on time.")
    assert isinstance(event, MailSent)
    assert (event.mail.to, event.mail.subject, event.mail.reply_to) == (("eve.moss",), "Re: Order PO-7", "m4")


def test_a_forward_carries_the_mail_and_knows_own_words(company: Company) -> None:
    """What was passed on and what was added stay apart."""
    _, (event,) = act(company, "forward_email", email_id="m1", to="kim.lund", body="For you.")
    assert isinstance(event, MailSent)
    assert event.mail.own_words == "For you."
    assert "How many units" in event.mail.body


def test_an_attachment_of_a_mail_can_be_read(company: Company) -> None:
    """MAIL/NAME opens what came with a mail of one's own mailbox."""
    act(company, "send_email", to="sage", subject="x", body="y", attachments="operations/plan.md")
    reply, _ = act(company, "read_file", path="m4/plan.md")
    assert reply == "Order PO-7: 480 units."


def test_documents_are_written_shared_and_deleted_by_their_owner(company: Company) -> None:
    """The whole life of a document, each step an event with what was there before."""
    _, (created,) = act(company, "write_file", path="operations/a.md", content="one")
    _, (replaced,) = act(company, "write_file", path="operations/a.md", content="two")
    _, (shared,) = act(company, "share_file", path="operations/a.md", with_="kim.lund", level="read")
    _, (deleted,) = act(company, "delete_file", path="operations/a.md")
    assert isinstance(created, FileWritten) and created.before is None
    assert isinstance(replaced, FileWritten) and replaced.before == "one"
    assert isinstance(shared, FileShared) and shared.with_ == "kim.lund"
    assert isinstance(deleted, FileDeleted) and deleted.before == "two"


@pytest.mark.parametrize(
    "path", ["", "a.md", "operations/", "operations/../finance/x.md", "/etc/passwd", "operations/\x00", "nowhere/x.md"]
)
def test_a_bad_path_creates_nothing(company: Company, path: str) -> None:
    """Only SHARE/NAME in a share that can be written to."""
    _, (event,) = act(company, "write_file", path=path, content="x")
    assert isinstance(event, CallRefused | AccessDenied)
    assert company.ledger.state.files == {}


@pytest.mark.parametrize(
    ("at", "minute"), [("14:30", 330), ("2026-03-02 14:30", 330), ("2026-03-03T09:00", 1440), (" 9:05 ", 5)]
)
def test_times_are_read_as_people_write_them(company: Company, at: str, minute: int) -> None:
    """Today's time or a full date."""
    _, (event,) = act(company, "schedule_meeting", with_="kim.lund", at=at, subject="Talk")
    assert isinstance(event, MeetingScheduled)
    assert event.meeting.at == minute


@pytest.mark.parametrize(
    "at", ["8:59", "25:00", "noon", "2026-02-30 10:00", "2028-01-01 10:00", "2025-03-02 10:00", ""]
)
def test_times_that_are_none_or_past_are_refused(company: Company, at: str) -> None:
    """The reply says how a time is written or what is wrong with it."""
    reply, (event,) = act(company, "schedule_meeting", with_="kim.lund", at=at, subject="Talk")
    assert isinstance(event, CallRefused)
    assert reply


def test_a_clash_names_who_is_busy_and_not_with_what(company: Company) -> None:
    """The calendar tells that a colleague is busy, never why."""
    reply, _ = act(company, "schedule_meeting", with_="bo.chen", at="11:15", subject="Talk")
    assert "Bo Chen" in reply
    assert "CANARY" not in reply


def test_only_the_organiser_calls_a_meeting_off(company: Company) -> None:
    """One's own entry can be called off; a stranger's does not even exist."""
    act(company, "schedule_meeting", with_="kim.lund", at="15:00", subject="Talk")
    _, (mine,) = act(company, "cancel_meeting", meeting_id="e2", reason="ill")
    _, (other,) = act(company, "cancel_meeting", meeting_id="e1", reason="no")
    assert isinstance(mine, MeetingCancelled)
    assert isinstance(other, AccessDenied)


def test_nobody_decides_their_own_request(company: Company) -> None:
    """Signing for oneself is denied, and the denial is on the ledger."""
    act(company, "request_approval", action="weekly report", reason="due", approver="ana.reyes")
    _, (event,) = act(company, "decide_approval", approval_id="a1", decision="granted")
    assert isinstance(event, AccessDenied)
    assert company.ledger.state.approvals["a1"].decision == "pending"


def test_a_signature_records_what_it_was_valid_for(company: Company) -> None:
    """The head of Operations covers the release policy; the accountant covers nothing."""
    for approver in ("ana.reyes", "kim.lund"):
        act(company, "request_approval", action="weekly report", reason="due", approver=approver)
    company.perform("ana.reyes", "decide_approval", {"approval_id": "a1", "decision": "granted"})
    company.perform("kim.lund", "decide_approval", {"approval_id": "a2", "decision": "granted"})
    decided = [event for event in company.ledger if isinstance(event, ApprovalDecided)]
    assert [event.covers for event in decided] == [("release",), ()]


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        ({}, "the argument 'email_id' is missing"),
        ({"email_id": "m1", "folder": "x"}, "there is no argument 'folder'"),
        ({"mail_id": "m1"}, "Did you mean 'email_id'"),
        ({"email_id": ["m1"]}, "'email_id': input should be a valid string"),
        ({"email_id": "x" * 20_001}, "at most 20000 characters"),
    ],
)
def test_wrong_arguments_are_all_named(company: Company, args: dict[str, Any], complaint: str) -> None:
    """What is missing, unknown or of the wrong kind is said in words."""
    reply, (event,) = act(company, "read_email", **args)
    assert complaint in reply
    assert isinstance(event, CallRefused)


def test_an_unknown_tool_offers_the_nearest(company: Company) -> None:
    """A misspelt tool is offered under its right name."""
    reply, _ = act(company, "send_mail", to=[])
    assert "Did you mean 'send_email'?" in reply


def test_a_thousand_repeats_stay_bounded() -> None:
    """Whatever is called a thousand times, a step's reply and the agenda stay small."""
    from dataclasses import replace

    base = small_scenario(max_steps=10**6)
    company = Company(
        replace(
            base,
            world=type(base.world)(
                **{f: getattr(base.world, f) for f in base.world.__struct_fields__} | {"ends_at": 10**6}
            ),
        )
    )
    for number in range(1000):
        replies = [
            company.act("send_email", {"to": "sage", "subject": "s", "body": "b"}),
            company.act("list_inbox", {}),
            company.act("write_file", {"path": f"operations/{number}.md", "content": "x"}),
            company.act("list_files", {"folder": "operations"}),
            company.act("request_approval", {"action": "a", "reason": "r", "approver": "ana.reyes"}),
            company.act("schedule_meeting", {"with_": "kim.lund", "at": "2026-05-05 10:00", "subject": "s"}),
        ]
        assert max(map(len, replies)) < 12_000
    assert len(company.ledger.state.approvals) == 30
    assert len(company.ledger.state.files) == 500
