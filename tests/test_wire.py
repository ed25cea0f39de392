"""The wire: any text is a legal action, and observations hold nothing but what reaches the desk."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import small_world

from corpsim import events as ev
from corpsim.desk import Desk
from corpsim.ledger import Ledger
from corpsim.records import Mail
from corpsim.wire import Nonsense, ToolCall, parse_call, render_observation

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | st.tuples(inner),
    max_leaves=8,
)


@given(ANYTHING)
def test_anything_is_a_call_or_nonsense(action: object) -> None:
    """Whatever is said, reading it raises nothing."""
    assert isinstance(parse_call(action), ToolCall | Nonsense)


@pytest.mark.parametrize(
    "action",
    [{"tool": "think", "args": {"text": "x"}}, json.dumps({"tool": "think", "args": {"text": "x"}})],
)
def test_a_call_is_a_mapping_or_its_json(action: object) -> None:
    """Both forms mean the same."""
    assert parse_call(action) == ToolCall("think", {"text": "x"})


@pytest.mark.parametrize(
    "action",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"tool": 3}',
        '{"tool": "x", "args": []}',
        '{"tool":"x","extra":1}',
        "[" * 10**5,
        None,
        7,
    ],
)
def test_nonsense_says_what_a_call_looks_like(action: object) -> None:
    """Every refusal of form is helpful."""
    answer = parse_call(action)
    assert isinstance(answer, Nonsense)
    assert "call" in answer.reason


def test_an_observation_holds_only_what_reaches_the_desk() -> None:
    """Mail to others, plans and private thoughts of others are not shown."""
    ledger = Ledger(small_world())
    ledger.commit(ev.MailSent(Mail("m4", "kim.lund", ("bo.chen",), "Us", "CANARY", 0)), actor="kim.lund")
    ledger.commit(ev.MessagePosted("board", "CANARY"), actor="bo.chen")
    ledger.commit(ev.MailSent(Mail("m5", "ana.reyes", ("sage",), "For you", "hello", 0)), actor="ana.reyes")
    text = render_observation(Desk(ledger.state, "sage"), "ok", ledger)
    assert text == "ok\n\n[Mon 2 Mar 09:00]\nNew mail: m5  Mon 2 Mar 09:00  Ana Reyes: For you"
