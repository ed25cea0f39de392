"""What a person types becomes the call they mean."""

from typing import Any

import pytest

from corpsim.catalog import tools
from corpsim.report.typed import ALONE, VERBS, Unclear, Vocabulary, Wanted

WORDS = Vocabulary(tool.schema for tool in tools().values())


@pytest.mark.parametrize(
    ("line", "tool", "args"),
    [
        ("inbox", "list_inbox", {}),
        ("read m3", "read_email", {"email_id": "m3"}),
        ("read operations/plan.md", "read_file", {"path": "operations/plan.md"}),
        ("read #general", "read_channel", {"channel": "general"}),
        ("reply m3", "reply_email", {"email_id": "m3"}),
        ("reply m3 Thank you, I will.", "reply_email", {"email_id": "m3", "body": "Thank you, I will."}),
        ("send ana@acme.example, Bo Chen", "send_email", {"to": ["ana@acme.example", "Bo Chen"]}),
        ("files", "list_files", {}),
        ("files operations", "list_files", {"folder": "operations"}),
        ("find weekly report", "search_files", {"query": "weekly report"}),
        ("who lara", "look_up_person", {"name": "lara"}),
        ("wait 30", "wait", {"minutes": 30}),
        ("share a/b.md read Ana Reyes", "share_file", {"path": "a/b.md", "level": "read", "with_": "Ana Reyes"}),
        ("meet 14:00 Ana Reyes", "schedule_meeting", {"at": "14:00", "with_": ["Ana Reyes"]}),
        (
            "decide a1 granted fine by me",
            "decide_approval",
            {"approval_id": "a1", "decision": "granted", "note": "fine by me"},
        ),
        ("read_channel general", "read_channel", {"channel": "general"}),
        ('{"tool": "wait", "args": {"minutes": 5}}', "wait", {"minutes": 5}),
        ("FINISH", "finish", {}),
    ],
)
def test_lines(line: str, tool: str, args: dict[str, Any]) -> None:
    assert WORDS.understand(line) == Wanted(tool, args)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("raed m3", "Did you mean 'read'?"),
        ("wait long", "'long' is no whole number."),
        ("decide a1 maybe", "one of granted, declined"),
        ('{"tool"', "JSON"),
    ],
)
def test_unclear_lines_say_what_was_meant(line: str, told: str) -> None:
    answer = WORDS.understand(line)
    assert isinstance(answer, Unclear)
    assert told in answer.reason


def test_every_tool_can_be_reached() -> None:
    """By a verb or by its own name; and help names it or its verb."""
    told = "\n".join(left for left, _ in WORDS.help())
    for name in tools():
        assert isinstance(WORDS.understand(name), Wanted)
        assert name in told or any(verb.words[0] in told for verb in VERBS if verb.tool == name)


def test_verbs_fit_the_tools() -> None:
    """A verb names a tool that exists and arguments that it takes."""
    for verb in VERBS:
        assert set(verb.takes) <= set(tools()[verb.tool].arguments.model_fields), verb


def test_no_word_means_two_things() -> None:
    words = [word for verb in VERBS for word in verb.words] + list(ALONE)
    assert len(words) == len(set(words))


def test_help_for_one_word() -> None:
    told = dict(WORDS.help("send"))
    assert "send WHO" in told
    assert "  body" in told
    assert "is no word here. Did you mean 'send'?" in dict(WORDS.help("sned"))["sned"]
