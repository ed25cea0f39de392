"""Ledgers, observations, rewards and labels are, byte for byte, those that were written down."""

import json

import pytest
from goldens import FOLDER, golden_digests, golden_file


@pytest.mark.parametrize("world", sorted(file.stem for file in FOLDER.glob("*.json")))
def test_golden_ledgers(world: str) -> None:
    """No witness sees or does anything else than on the day its digest was written down."""
    kept = json.loads(golden_file(world).read_text(encoding="utf-8"))
    assert golden_digests(world) == kept
