"""Drawing a company: the same everywhere, and a sound one at any size."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpsim.errors import InvalidConfiguration
from corpsim.population import Request
from corpsim.population.columns import Columns, read_words
from corpsim.population.dice import Stream, bits, key
from corpsim.population.drawing.draw import draw
from corpsim.population.drawing.tree import WIDEST
from corpsim.population.soundness import problems
from corpsim.population.tables import quantiles, split, weighted

GOLDEN = {
    (300, None): "0a0887cfac1109aa93fda036d16107d7",
    (2_500, 9_000): "ba51084c69aecc6fee12f77e7dbeb7ac",
}
"""Digests of all columns by size and mails. One that changes needs another `VERSION` in `request.py`."""

ROOT = Path(__file__).parents[2]
RequestFor = Callable[..., Request]


def digest(columns: Columns) -> str:
    hashed = blake2b(digest_size=16)
    for name in sorted(columns):
        hashed.update(f"{name} {columns[name].dtype.str} {len(columns[name])}".encode() + columns[name].tobytes())
    return hashed.hexdigest()


@pytest.mark.parametrize(("size", "mails"), GOLDEN)
def test_a_request_gives_these_bytes(request_for: RequestFor, size: int, mails: int | None) -> None:
    """A company is the same bytes on every platform and under every version of numpy."""
    assert digest(draw(request_for(size, mails=mails))) == GOLDEN[size, mails]


def test_hash_seeds_and_processes_change_nothing(request_for: RequestFor) -> None:
    """Two processes with other hash seeds draw what this one draws."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from conftest import make_request\nfrom test_drawing import digest\n"
        "from corpsim.population.drawing.draw import draw\nprint(digest(draw(make_request(120))))"
    )
    found = {digest(draw(request_for(120)))}
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout.strip())
    assert len(found) == 1


def test_everything_in_a_request_is_in_its_address(request_for: RequestFor) -> None:
    """Two requests that differ in anything are kept in different places."""
    plain = request_for(50)
    others = [
        request_for(51),
        request_for(50, seed=8),
        request_for(50, world="other"),
        request_for(50, mails=10),
        request_for(50, locales=("en_US",)),
        request_for(50, circle=plain.circle[:-1]),
        request_for(50, lists=()),
        request_for(50, ends_at=481),
    ]
    assert len({plain.digest, *(request.digest for request in others)}) == len(others) + 1
    assert plain.digest == request_for(50).digest


def test_more_mail_moves_nobody(request_for: RequestFor) -> None:
    """The dice of people and those of mail are not the same ones."""
    few, many = draw(request_for(200, mails=10)), draw(request_for(200, mails=4_000))
    same = [name for name in few if not name.startswith(("mail.", "box."))]
    assert all(np.array_equal(few[name], many[name]) for name in same)
    assert len(many["mail.at"]) == 4_000


@given(size=st.integers(1, 2_000), seed=st.integers(0, 50), alone=st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_size_gives_a_sound_company(request_for: RequestFor, size: int, seed: int, alone: bool) -> None:
    """Everybody stands below one head, in a unit of theirs, and no span is wider than those published."""
    changes = {"circle": ()} if alone else {}
    columns = draw(request_for(size, seed=seed, mails=size, **changes))
    manager = columns["person.manager"].astype(np.int64)
    assert not list(problems(columns))
    assert len(manager) == size
    assert (manager == -1).sum() == (1 if alone else 0)
    assert np.diff(columns["reports.start"].astype(np.int64)).max() <= WIDEST
    assert len(columns["mail.at"]) == (size if size > 1 or not alone else 0)
    assert len(read_words(columns["words.sites"])) == len(columns["site.start"]) - 1


def test_one_person_alone_writes_to_nobody(request_for: RequestFor) -> None:
    """A company of one has no mail, whatever it was asked for."""
    assert not len(draw(request_for(1, circle=(), mails=100))["mail.at"])


def test_impossible_requests_are_refused_with_all_that_is_wrong(request_for: RequestFor) -> None:
    """Sizes that make no sense and a company without names are named at once."""
    with pytest.raises(InvalidConfiguration, match=r"size=0: .*; mails=-1: .*; locales is empty"):
        request_for(0, mails=-1, locales=())


def test_one_number_of_a_stream_is_the_same_as_in_bulk() -> None:
    """The bits drawn for a text are those of the stream that columns are drawn from."""
    assert Stream("a", 1).bits(50).tolist() == [bits(key("a", 1), index) for index in range(50)]
    # SplitMix64 from 0 begins like this (Vigna's reference implementation).
    assert bits(0, 0) == 0xE220A8397B1DCDAF


@given(bound=st.integers(1, 2**31 - 1), count=st.integers(0, 60))
def test_any_bound_is_kept(bound: int, count: int) -> None:
    """No number of a stream reaches the bound it is drawn below."""
    drawn = Stream("bound", bound).below(bound, count)
    assert len(drawn) == count
    assert ((drawn >= 0) & (drawn < bound)).all()


@given(weights=st.lists(st.integers(0, 1_000), min_size=1), total=st.integers(0, 10_000))
def test_any_total_is_split_without_rest(weights: list[int], total: int) -> None:
    """Parts add up, and each is within one of its share."""
    whole = sum(weights)
    if not whole:
        return
    parts = split(weights, total)
    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


def test_tables_hold_their_distributions() -> None:
    """A table through quantiles has them, and a weighted one gives each value its share."""
    table = quantiles((0, 0), (500, 10), (1000, 100))
    assert np.median(table) == 10
    assert (np.diff(table) >= 0).all()
    shares = weighted({1: 3, 2: 1})
    assert (shares == 1).mean() == 0.75
