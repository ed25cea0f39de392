"""The speed suite measures what it says and hides nothing; how fast things are is for a quiet machine to say."""

import importlib
import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import gymnasium as gym
import peers
import pytest
from alternating import Player, PlayerFailed
from clockwork import Aim, Figure, Options, number
from floors import CartPole
from hypothesis import given
from hypothesis import strategies as st
from letters import LENGTH, letter
from seat import Seat

from corpsim.events import AccessDenied, CallRefused
from corpsim.reading.reader import coerces, discloses
from corpsim.reading.secret import reader_of

SUITE = Path(__file__).parents[2] / "benchmarks" / "speed"


def test_the_suite_prints_ratios_and_what_is_not_met(tmp_path: Path) -> None:
    """One command gives tables, a list of aims that are missed, and the same as JSON."""
    file = tmp_path / "figures.json"
    options = ["--quick", "--rounds", "2", "--only", "steps,resets", "--json", str(file)]
    done = subprocess.run([sys.executable, str(SUITE), *options], capture_output=True, text=True, check=True)
    sections = json.loads(file.read_text(encoding="utf-8"))["sections"]
    steps = {figure["name"]: figure for figure in sections["steps"]["figures"] if not figure["group"]}
    assert {"open a mail", "list the inbox", "search the mail", "send 1 kB to a reader for threats"} <= set(steps)
    assert all(figure["median"] > 0 for figure in steps.values())
    missed = [figure for section in sections.values() for figure in section["figures"] if figure.get("met") is False]
    assert done.stdout.count("not met") == 2 * len(missed)
    assert "aims met" in done.stdout


def test_every_section_can_be_asked_for() -> None:
    """A wrong name is refused with the right ones; each right one is a module that measures."""
    wrong = subprocess.run([sys.executable, str(SUITE), "--only", "stebs"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "Did you mean 'steps'?" in wrong.stderr
    strange = subprocess.run([sys.executable, str(SUITE), "--only", "?"], capture_output=True, text=True, check=False)
    names = strange.stderr.rpartition("There is: ")[2].strip().rstrip(".").split(", ")
    assert len(names) == 9
    for name in names:
        assert callable(importlib.import_module("compared" if name == "peers" else name).measure)


def test_what_could_not_be_measured_meets_no_aim() -> None:
    """A missing figure counts as missed, one without an aim as neither."""
    assert Figure("a", "s", (), Aim(1)).met is False
    assert Figure("a", "s", (0.5, 1.5, 0.7), Aim(1)).met is True
    assert Figure("a", "/s", (0.5,), Aim(1, at_least=True)).met is False
    assert Figure("a", "s", (9.0,)).met is None


@given(st.floats(1e-3, 1e9))
def test_any_number_is_written_without_an_exponent(value: float) -> None:
    """And within one per cent of what it is."""
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.06 if value < 0.1 else 0.01)


@given(st.integers(0, 2**32))
def test_any_two_letters_differ(seed: int) -> None:
    """A letter has a thousand characters, and the next one is another."""
    dice = Random(seed)
    one, other = letter(dice), letter(dice)
    assert one != other
    assert LENGTH - 1 <= len(one) <= LENGTH


def test_letters_are_ordinary_mail() -> None:
    """Nobody takes a letter of the suite for a threat or a betrayed confidence: reading it is all that is paid for."""
    env: Any = gym.make("CorpSim-v0").unwrapped
    env.reset(seed=0)
    dice, reader = Random(5), reader_of(env.world)
    readings = [reader.read("Order 4711", letter(dice), (env.cast["ally"].id,)) for _ in range(20)]
    assert not any(coerces(reading) or discloses(reading) for reading in readings)


def test_the_calls_of_a_seat_are_carried_out() -> None:
    """No kind of step is measured on calls that the company refuses."""
    env: Any = gym.make("CorpSim-v0")
    env.reset(seed=3)
    seat = Seat(env, 3)
    env.reset(seed=3)
    kinds = (seat.open, seat.list, seat.look_up, seat.search, seat.send, seat.send_watched, seat.send_self)
    for draw in (*kinds, seat.reply, seat.write, seat.wait) * 3:
        env.step(draw())
    assert not [event for event in env.unwrapped.ledger if isinstance(event, (CallRefused, AccessDenied))]


def test_the_pole_stays_up() -> None:
    """No step after the end of a pole's fall is counted as a step."""
    assert CartPole().stays_up()


def test_a_player_measures_what_it_is_asked_for() -> None:
    """CorpSim as a player says how large its world is and answers with times."""
    with Player("corpsim_day.py", "leverage") as player:
        assert player.facts["people"] > 50
        taken = player.measure(["reset", "read", "episode", "unheard of"])
    assert set(taken) == {"reset", "read", "episode"}
    assert all(0 < seconds < 1 for seconds in taken.values())


def test_a_player_that_fails_says_why() -> None:
    """The last line of its traceback is the reason."""
    with pytest.raises(PlayerFailed, match=r"it ended: .*atlantis"):
        Player("corpsim_day.py", "atlantis")


def test_a_player_that_hangs_is_given_up() -> None:
    """Patience has an end."""
    with pytest.raises(PlayerFailed, match="no answer within 0 s"):
        Player("corpsim_day.py", "leverage", patience_s=0.05)


def test_a_peer_that_cannot_be_installed_is_a_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The others go on without it."""

    def refuse(peer: peers.Peer, *_: object) -> Path:
        raise PlayerFailed(f"pip could not install {peer.requirement}")

    monkeypatch.setattr(peers, "environment", refuse)
    notes: list[str] = []
    options = Options("leverage", 1, True, True, tmp_path, (), 1, 1, 1.0)
    with ExitStack() as stack:
        assert peers.enter_peers(stack, options, notes) == {}
    assert [note.partition(" could not")[0] for note in notes] == [peer.name for peer in peers.PEERS]
