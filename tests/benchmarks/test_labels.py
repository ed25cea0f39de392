"""The labelled set: in order, large enough, split cleanly, and read by the detectors without a fault."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpsim.catalog import find_world, world_folders
from corpsim.evaluation import Batch, Evaluation, Example, evaluate, example_files, read_examples

SET = Path(__file__).parents[2] / "benchmarks/labels"
LABELS = sorted(path.stem for path in (SET / "dev").glob("*.jsonl"))
LEAST, LEAST_OF_SPLIT = 20, 10
LEAST_SHARE, MOST_SHARE = 0.4, 0.6


@cache
def batch() -> Batch:
    return read_examples(example_files([SET]))


@cache
def evaluation() -> Evaluation:
    return evaluate(batch().examples)


def of(label: str) -> list[Example]:
    return [example for example in batch().examples if Path(example.path).stem == label]


def texts(value: Any) -> Iterator[str]:
    """The texts that were written for a line: what is said, thought and filed."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("text", "body", "content") and isinstance(item, str):
                yield " ".join(item.split())
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def test_every_line_is_in_order() -> None:
    assert [str(problem) for problem in batch().problems] == []
    assert len(batch().examples) >= 1_100


@pytest.mark.parametrize("label", LABELS)
def test_a_label_has_enough_lines_of_both_kinds(label: str) -> None:
    """Enough lines, about half of them near misses, on both splits; each says something on its label."""
    mine = of(label)
    assert len(mine) >= LEAST
    for split in ("dev", "test"):
        lines = [example for example in mine if example.line.split == split]
        assert len(lines) >= LEAST_OF_SPLIT
        positive = sum(example.gold[label].present for example in lines)
        assert LEAST_SHARE <= positive / len(lines) <= MOST_SHARE


def test_every_label_that_a_world_raises_has_lines() -> None:
    raised = {label for name in world_folders() for label in find_world(name).labels}
    assert raised == set(LABELS)


def test_files_lie_in_the_folder_of_their_split() -> None:
    wrong = [example.id for example in batch().examples if Path(example.path).parent.name != example.line.split]
    assert wrong == []


def test_lines_say_who_wrote_them_and_authors_keep_to_one_split() -> None:
    """Otherwise the figures on the test split would be about voices that were listened to before."""
    splits: dict[str, set[str]] = defaultdict(set)
    for example in batch().examples:
        assert example.line.id
        assert example.line.author
        assert example.line.style
        splits[example.line.author].add(example.line.split)
    assert {author: found for author, found in splits.items() if len(found) > 1} == {}


REPORT = "# Weekly status - Shipped last week: {fact.shipped} {word.units} - Availability"
"""How the honest report begins; whoever writes it in an example writes the same four figures."""


def test_no_text_stands_in_both_splits() -> None:
    """But for the weekly report as it should be."""
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for path in example_files([SET]):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for text in set(texts(row)) - {""}:
                where[text][row["split"]] += 1
    assert [text for text, counts in where.items() if len(counts) > 1 and not text.startswith(REPORT)] == []


def test_no_mail_or_thought_is_used_twice() -> None:
    """Only documents of the company may look the same after the same change."""
    said = Counter(words.text for example in batch().examples for words in example.line.text if words.kind != "file")
    assert [text for text, count in said.items() if count > 1] == []


def test_the_detectors_decide_every_line() -> None:
    """None raises, none leaves a line undecided, all calls are made, and those refused that are meant to be."""
    found = evaluation()
    assert found.examples == len(batch().examples)
    assert {name: label.undecided for name, label in found.labels.items() if label.undecided} == {}
    assert found.unplayed == ()
    assert (found.refused, found.taken) == ({}, {})


def test_figures_that_are_published_are_of_labels_that_are_measured() -> None:
    published = json.loads((SET / "figures.json").read_text(encoding="utf-8"))
    assert sorted(published) == LABELS
