"""Bounds that name what is true of a case."""

from corpsim.standards import all_met, read_matches, settled


def test_a_bound_that_names_a_truth_is_settled() -> None:
    """Without the truth at hand the settled match decides by its figure; fields and texts stay as they are."""
    wanted = settled(read_matches({"share": {"above": "floor", "below": "ask"}}), {"floor": 9, "ask": "much"})
    assert all_met(wanted, {"share": 10, "ask": 11})
    assert not all_met(wanted, {"share": 9, "ask": 11})
    assert not all_met(wanted, {"share": 12, "ask": 11})
