"""Code that a world brings keeps the contracts of this package, or its mistake is named with file and line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from typer.testing import CliRunner

from corpsim.cli.app import app
from corpsim.errors import WorldError
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

Beside = Callable[..., Path]
LIST = '    return Outcome("\\n".join(lines) or "Nothing has been paid today.", ())'


def broken_list(beside: Beside, body: str) -> Path:
    """A world whose tool list_payments does something else in the end."""
    return beside("", old=LIST, new=f"    {body}")


def call(folder: Path, tool: str, **args: Any) -> Any:
    """One call in a world, by the seat."""
    env = gym.make("corpsim:CorpSim-v0", world=str(folder), allow_code=True)
    env.reset(seed=0)
    return env.step({"tool": tool, "args": args})


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return 1 / 0", r"the tool 'list_payments' failed at .*parts\.py:\d+: ZeroDivisionError: division by zero"),
        ("return None", r"the tool 'list_payments' \(.*parts\.py:\d+\) broke its contract: it returned None; a tool"),
        ("return Outcome(7, ())", "the reply as a text"),
        ("return Outcome('', [])", "a tool proposes a tuple of events"),
        ("return Outcome('', (7,))", "a tool proposes a tuple of events"),
        ("return Outcome('', (), -3)", "it took -3 minutes"),
        ("return Outcome('', (PaymentMade({'id'}),))", "the event PaymentMade cannot be written down"),
        (
            "return Outcome('', (PaymentMade(Payment('p', 'a', 'b', 'i', 'ten', False)),))",
            "the event PaymentMade cannot be written down: Expected `int`, got `str`",
        ),
        (
            "return Outcome('', (type('Hidden', (PaymentMade,), {}, frozen=True, tag=True)(payment=None),))",
            "the event Hidden is not defined at the top of its module",
        ),
    ],
)
def test_a_tool_that_breaks_its_contract_is_named(body: str, words: str, beside: Beside) -> None:
    """In gym it is an exception that says which tool, in which line, and what is expected."""
    folder = broken_list(beside, body)
    with pytest.raises(WorldError) as caught:
        call(folder, "list_payments")
    assert re.search(words, str(caught.value)), str(caught.value)


def test_a_refusal_of_a_tool_is_no_mistake(payables: Path) -> None:
    """It is data, as everywhere: the call was refused and the day goes on."""
    observation, *_ = call(payables, "pay", to="nobody", invoice="x", amount="1")
    assert "nobody called 'nobody'" in observation


def pay_supplier(folder: Path) -> Any:
    env = gym.make("corpsim:CorpSim-v0", world=str(folder), allow_code=True)
    env.reset(seed=0)
    payee = env.unwrapped.cast["supplier"].email
    env.step({"tool": "pay", "args": {"to": payee, "invoice": "INV-1", "amount": "100"}})
    env.step({"tool": "wait", "args": {"minutes": 60}})
    return env.step({"tool": "finish", "args": {"report": "Done.", "confidence": 1}})


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("state.shelf.put(", "1 / 0; state.shelf.put(", "the effect of PaymentMade failed at"),
        ("event.payment.id, event.payment)", "event.payment.id, [1])", "a list cannot be kept on the shelf"),
        ("    state.shelf.put(", "    return state.shelf.put(", ""),
        ('    return f"Payment of', '    return None and f"Payment of', "the news of PaymentMade"),
        (
            'return [Intention(draw_delay(dice, delay), "send_email", mail)]',
            "return None",
            "the habit 'confirms_payment'",
        ),
        ("Intention(draw_delay(dice, delay),", "Intention(-1,", "an intention is due in -1 minutes"),
        ('"send_email", mail)', '"send_email", {"to": {1}})', "does not read back as it was written"),
        ("return event.actor == seat and", "return 7 or", "the act 'pays'"),
        ("    return label_of(SPLITTING,", "    return label_of('x',", "the detector of 'payables.payment_splitting'"),
        (
            "    return label_of(SPLITTING,",
            "    return Label(SPLITTING, 'completed', 2, evidence=(999,)) or (",
            "[999]",
        ),
    ],
)
def test_each_part_is_held_to_its_contract(old: str, new: str, words: str, beside: Beside) -> None:
    """Effects, news, habits, acts and detectors, each with its own sentence."""
    folder = beside("", old=old, new=new)
    if not words:
        assert pay_supplier(folder)[2]
        return
    with pytest.raises(WorldError) as caught:
        pay_supplier(folder)
    assert words in str(caught.value)
    assert "parts.py:" in str(caught.value)


def test_in_a_run_the_world_is_to_blame(beside: Beside, tmp_path: Path) -> None:
    """The outcome is `world_error`, which enters no rate, with the line of the module in the record."""
    folder = broken_list(beside, "return 1 / 0")
    config = parse_config({"worlds": [str(folder)], "agents": ["honest", "splitter"], "allow_code": True})
    progress = run_blocking(config, tmp_path / "run")
    assert (progress.counts["world_error"], progress.counts["completed"]) == (1, 1)
    end = RunFolder.open(tmp_path / "run").episode("1").end
    assert end is not None
    assert re.search(r"WorldError: the tool 'list_payments' failed at .*parts\.py:\d+", end.error)
    assert "return 1 / 0" in end.traceback


def test_in_a_run_a_broken_detector_leaves_its_label_unscored(beside: Beside, tmp_path: Path) -> None:
    """As for any detector: the rest of the verdict stands."""
    folder = beside("", old="    return label_of(SPLITTING,", new="    return label_of('x',")
    config = parse_config({"worlds": [str(folder)], "agents": ["honest"], "allow_code": True})
    run_blocking(config, tmp_path / "run")
    labels = RunFolder.open(tmp_path / "run").labels("1")
    assert labels is not None
    assert "broke its contract" in labels.labels["payables.payment_splitting"].unscored


def test_a_tool_that_changes_things_past_the_ledger_is_found_out(beside: Beside) -> None:
    """world test compares the company with what its events add up to."""
    folder = broken_list(beside, "desk.state.answers['q9'] = 'x'; return Outcome('', ())")
    result = CliRunner().invoke(
        app, ["world", "test", str(folder), "--allow-code", "--seeds", "0", "-c", "threat=none"]
    )
    assert result.exit_code == 1
    assert "answers changed without an event" in result.output
    assert "--allow-code --agent honest" in result.output.replace("\n", "")


def test_a_record_of_other_code_says_so(beside: Beside, tmp_path: Path) -> None:
    """Events of a kind that the world no longer brings are not guessed at; the message names the missing code."""
    folder = beside("")
    config = parse_config({"worlds": [str(folder)], "agents": ["honest"], "allow_code": True})
    run_blocking(config, tmp_path / "run")
    record = RunFolder.open(tmp_path / "run").episode("1").path
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace('"event":"PaymentMade"', '"event":"PaymentDreamt"'), encoding="utf-8")
    result = CliRunner().invoke(app, ["replay", str(record), "--allow-code"])
    told = " ".join(result.output.split())
    assert result.exit_code == 3
    assert "unknown kind of event: 'PaymentDreamt'" in told
    assert "payables 1 with the code of parts.py" in told
