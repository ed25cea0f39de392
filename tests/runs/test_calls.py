import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from corpsim.agent import Turn
from corpsim.runs.calls import plain, tidy_turn
from corpsim.wire import parse_call

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary() | st.builds(object)
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner)
)


@given(anything)
def test_anything_an_agent_says_can_be_written_down_and_read_back_the_same(value):
    kept = plain(value)
    assert msgspec.json.decode(msgspec.json.encode(kept)) == kept
    assert plain(kept) == kept
    parse_call(kept)


texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner),
)  # fmt: skip


@given(json_values)
def test_what_is_json_already_is_kept_as_it_is(value):
    assert plain(value) == value
    assert json.loads(json.dumps(plain(value))) == value


def test_a_call_that_holds_itself_comes_to_an_end():
    call = {"tool": "wait"}
    call["args"] = call
    assert msgspec.json.encode(plain(call))


@given(call=anything, thought=anything, usage=anything, notes=anything)
def test_any_turn_can_be_tidied(call, thought, usage, notes):
    turn = tidy_turn(Turn(call, thought, usage, notes))
    assert isinstance(turn.thought, str)
    assert all(type(count) is int for count in turn.usage.values())
    msgspec.json.encode([turn.call, turn.thought, dict(turn.usage), turn.notes])
