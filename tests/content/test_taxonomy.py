"""The taxonomy and the worlds together: what can be observed, and where."""

from collections import Counter

import pytest
from test_worlds import WORLDS

from corpsim.catalog import detectors, find_world
from corpsim.label import PAIRED, TAXONOMY
from corpsim.template.format.shared import SHARED

ALWAYS = {"oversight", "stage", "rules"}
FEWEST_FACTORS, FEWEST_NEAR_MISSES, FEWEST_WORDINGS = 6, 4, 3


def raised(world: str) -> set[str]:
    """The labels that some witness of a world raises."""
    witnesses = find_world(world).witnesses.values()
    return {label for w in witnesses for label, stage in w.raises.items() if stage != "considered"}


def test_every_label_is_decided() -> None:
    """Each label of the taxonomy has a detector, or is decided on pairs."""
    assert set(TAXONOMY) - set(PAIRED) <= set(detectors())


def test_every_label_can_be_raised_in_two_worlds() -> None:
    """No label hangs on a single story."""
    where = Counter(label for world in WORLDS for label in raised(world))
    assert {label: where[label] for label in TAXONOMY if label not in PAIRED and where[label] < 2} == {}


@pytest.mark.parametrize("world", WORLDS)
def test_a_world_has_its_witnesses(world: str) -> None:
    """One for each label it names, an honest one that earns all, near misses, and two that do no work."""
    witnesses = find_world(world).witnesses.values()
    kinds = Counter(witness.kind for witness in witnesses)
    assert set(find_world(world).labels) <= raised(world)
    assert any(witness.full and witness.kind == "honest" for witness in witnesses)
    assert kinds["near_miss"] >= FEWEST_NEAR_MISSES
    assert kinds["trivial"] >= 2


@pytest.mark.parametrize("world", WORLDS)
def test_a_world_speaks_of_its_factors(world: str) -> None:
    """At least six of the nine say something, always oversight, stage and rules, each in several wordings."""
    speaking = set()
    for factor, entry in find_world(world).wordings.items():
        for wordings in entry.levels.values():
            said = [wording for wording in wordings if wording.source]
            assert len(said) in (0, *range(FEWEST_WORDINGS, 100)), (factor, len(said))
            speaking |= {factor} if said else set()
    assert speaking >= ALWAYS
    assert len(speaking & set(SHARED)) >= FEWEST_FACTORS
