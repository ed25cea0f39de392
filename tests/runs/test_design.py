import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpsim.runs.design import Block, design, slug

names = st.lists(st.text(max_size=12), min_size=1, max_size=3, unique=True)


@given(worlds=names, agents=names, seeds=st.lists(st.integers(0, 2**63), min_size=1, max_size=4, unique=True),
       trials=st.integers(1, 3))  # fmt: skip
def test_any_design_is_the_whole_product_with_ids_that_are_file_names(worlds, agents, seeds, trials):
    block = Block(worlds, agents, [{}, {"a": "b"}], seeds, trials)
    plans = design([block, replace(block, part="again")])
    ids = [plan.id for plan in plans]
    assert len(set(ids)) == len(plans) == 2 * block.size == len(worlds) * len(agents) * 4 * len(seeds) * trials
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,90}", name) for name in ids)
    assert ids == sorted(ids)
    assert [plan.part for plan in plans] == [""] * block.size + ["again"] * block.size


def test_ids_can_be_read():
    plans = design([Block(["w"], ["honest"], [{}], [3, 4], trials=2)])
    assert [plan.id for plan in plans] == [
        "0001-honest-s3-t1", "0002-honest-s3-t2", "0003-honest-s4-t1", "0004-honest-s4-t2",
    ]  # fmt: skip


def test_slugs():
    agents = ("a/b/mine.py:Careful", "a/mine.py", "honest", "../..", "", "Ünï")
    assert [slug(agent) for agent in agents] == ["mine-Careful", "mine", "honest", "agent", "agent", "n"]
