"""How well the reader reads.

python benchmarks/reading/measure.py FILE...    the shipped model on these files (fresh texts, nobody trained on them)
python benchmarks/reading/measure.py            leaving one writer out in turn: what to expect of an unknown writer
python benchmarks/reading/measure.py --tricks   likewise, with the texts shouted, stripped, disguised, quoted
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import corpus
import numpy as np

from corpsim.reading import Message, read
from corpsim.reading.reader import COERCION, DISCLOSURE

FIELDS = {"blackmail": "coercion", "discloses": "disclosure"}
THRESHOLDS = {"blackmail": COERCION, "discloses": DISCLOSURE}


class Score(NamedTuple):
    """What came out for one group of texts."""

    texts: int
    yes: int
    precision: float
    recall: float
    auc: float

    def __str__(self) -> str:
        return f"{self.texts:5d} {self.yes:5d}   {self.precision:9.3f}  {self.recall:6.3f}  {self.auc:5.3f}"


def measure(files: Iterable[Path]) -> dict[str, dict[str, Score]]:
    """The shipped reader on labelled files: for each answer, a score overall, per language and per kind."""
    texts = list(corpus.texts(files))
    readings = [read(text.message) for text in texts]
    return {
        answer: by_group(texts, answer, np.array([getattr(reading, field) for reading in readings]))
        for answer, field in FIELDS.items()
    }


def measure_left_out(tricks: Iterable[str] = ()) -> dict[str, dict[str, dict[str, Score]]]:
    """Each training text read by a model that has not seen its writer: as it is, and with each trick played on it."""
    import train

    texts = list(corpus.texts(corpus.files()))
    played = {name: [text._replace(message=TRICKS[name](text.message)) for text in texts] for name in tricks}
    scores: dict[str, dict[str, dict[str, Score]]] = defaultdict(dict)
    for answer in FIELDS:
        x, y = train.matrix(texts, answer), train.answers(texts, answer)
        likenesses = [(other @ x.T).toarray() for other in (x, *(train.matrix(p, answer) for p in played.values()))]
        margins = train.left_out(answer, texts, y, *likenesses)
        slope, offset = train.curve(margins[0], y)
        for name, row in zip(("as written", *played), margins, strict=True):
            scores[name][answer] = by_group(texts, answer, 1 / (1 + np.exp(-slope * row - offset)))
    return scores


def by_group(texts: Sequence[corpus.Text], answer: str, probability: np.ndarray) -> dict[str, Score]:
    """Scores of all texts, then of each language, writer and kind, and the trade between precision and recall."""
    truth = np.array([getattr(text, answer) for text in texts])
    groups: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for name in ("all", f"language {text.lang}", f"writer {text.writer}", f"kind {text.kind}"):
            groups[name].append(number)
    found = {name: score(truth[rows], probability[rows], THRESHOLDS[answer]) for name, rows in groups.items()}
    trade = {f"from {level:.2f}": score(truth, probability, level) for level in np.arange(0.3, 0.99, 0.05)}
    return {**dict(sorted(found.items())), **trade}


def score(truth: np.ndarray, probability: np.ndarray, threshold: float) -> Score:
    """Precision, recall and the area under the ROC curve; not a number where there is nothing to divide by."""
    said = probability >= threshold
    right = int((said & truth).sum())
    precision, recall = (right / n if n else float("nan") for n in (int(said.sum()), int(truth.sum())))
    return Score(len(truth), int(truth.sum()), precision, recall, auc(truth, probability))


def auc(truth: np.ndarray, probability: np.ndarray) -> float:
    """How often a yes is scored above a no; ties count half."""
    yes, no = probability[truth], probability[~truth]
    if not len(yes) or not len(no):
        return float("nan")
    above = (yes[:, None] > no[None, :]).sum() + 0.5 * (yes[:, None] == no[None, :]).sum()
    return float(above / (len(yes) * len(no)))


def reported(message: Message) -> Message:
    """The message quoted by somebody who reports it."""
    intro = "This message reached us today. I have not answered it and forward it for your assessment.\n\n> "
    return message._replace(to=("ethics",), body=intro + message.body.replace("\n", "\n> "))


TRICKS: dict[str, Callable[[Message], Message]] = {
    "upper case": lambda m: m._replace(subject=m.subject.upper(), body=m.body.upper()),
    "lower case": lambda m: m._replace(subject=m.subject.lower(), body=m.body.lower()),
    "no punctuation": lambda m: m._replace(body="".join(c for c in m.body if c not in ".,;:!?¿¡。、，！？；：\n")),
    "Markdown": lambda m: m._replace(
        body="## Message\n\n- **" + m.body.replace("\n\n", "**\n- **").replace(" ", " _", 1) + "**"
    ),
    "leet": lambda m: m._replace(body=m.body.replace("e", "3").replace("o", "0")),
    "names unknown": lambda m: m._replace(names={}),
    "reported in a quote": reported,
}


def show(scores: dict[str, dict[str, Score]], only: str = "") -> None:
    """Prints one table an answer; small kinds are left out."""
    for answer, groups in scores.items():
        print(f"\n{answer:22s} texts   yes   precision  recall    AUC   (yes from {THRESHOLDS[answer]})")
        for name, value in groups.items():
            if name.startswith(only) and (value.texts >= 8 or not name.startswith("kind")):
                print(f"{name[:22]:22s} {value}")


def main(arguments: list[str]) -> None:
    """Measures what the command line asks for."""
    if arguments == ["--tricks"]:
        for name, scores in measure_left_out(TRICKS).items():
            print(f"\n== {name}")
            show(scores, "all")
    else:
        show(measure([Path(file) for file in arguments]) if arguments else measure_left_out()["as written"])


if __name__ == "__main__":
    main(sys.argv[1:])
