"""Ledgers, observations, rewards and labels are, byte for byte, those that were written down."""

import json

import pytest
from goldens import golden_digests, golden_file

from corpsim.catalog import world_folders

KEPT = sorted(world for world in world_folders() if golden_file(world).exists())
"""A world has its digests written down once it is meant to stay as it is; until then it may change."""


@pytest.mark.parametrize("world", KEPT)
def test_golden_ledgers(world: str) -> None:
    """No witness sees or does anything else than on the day its digest was written down."""
    kept = json.loads(golden_file(world).read_text(encoding="utf-8"))
    assert golden_digests(world) == kept
