"""Makes `corpsim/reading/model.npz` from the labelled texts; the same texts make the same bytes.

    python benchmarks/reading/train.py

A plane through the features for each answer, then a curve from margins to probabilities. The curve is drawn over
margins of texts whose writer the plane had not seen, because margins of texts it was fitted to are too sure.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import corpus
import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from corpsim.reading import Message
from corpsim.reading.features import MASK, features
from corpsim.reading.text import own_words

SHIPPED = Path(__file__).parents[2] / "corpsim/reading/model.npz"
ANSWERS = ("blackmail", "discloses")
ALIKE = {"plain": 2}
"""Writers whose texts are of one kind only are cut in as many parts, or leaving them out would leave the kind out."""

VOICES = (
    "bullet", "clerk", "gravel", "harbour", "inner", "meek", "notary",
    "pepper", "quay", "sill", "swap", "tongues", "velvet",
)  # fmt: skip
"""Files that one writer wrote in many voices are left out together."""


class Fitted(NamedTuple):
    """A plane as a sum of texts: margins are `likeness @ share + bias`, for likenesses to these texts."""

    share: np.ndarray
    bias: float


def main() -> None:
    """Trains on all texts and writes the model."""
    texts = list(corpus.texts(corpus.files()))
    weights, step, bias = zip(*(head(texts, answer) for answer in ANSWERS), strict=True)
    save(SHIPPED, weights=np.stack(weights), step=np.array(step), bias=np.array(bias))
    print(f"{len(texts)} texts, {SHIPPED.stat().st_size:,} bytes")


def head(texts: Sequence[corpus.Text], answer: str) -> tuple[np.ndarray, float, float]:
    """Whole-number weights, their step, and the bias of one answer, in log-odds."""
    x, y = matrix(texts, answer), answers(texts, answer)
    likeness = (x @ x.T).toarray()
    slope, offset = curve(left_out(answer, texts, y, likeness)[0], y)
    fitted = FIT[answer](likeness, y)
    weights = slope * (x.T @ fitted.share)
    step = float(np.abs(weights).max() / 127)
    return np.round(weights / step).astype(np.int8), step, slope * fitted.bias + offset


def ridge(likeness: np.ndarray, y: np.ndarray, give: float = 0.1) -> Fitted:
    """Least squares that shrinks; solved over pairs of texts, of which there are fewer than features."""
    middle = 2 * y.mean() - 1
    shrunk = likeness + give * likeness.trace() / len(y) * np.eye(len(y))
    return Fitted(solve(shrunk, np.where(y, 1, -1) - middle, assume_a="pos"), float(middle))


def widest(likeness: np.ndarray, y: np.ndarray, cost: float = 3.0) -> Fitted:
    """A support vector machine: the widest margin between yes and no."""
    machine = SVC(C=cost * len(y) / likeness.trace(), kernel="precomputed", cache_size=500).fit(likeness, y)
    share = np.zeros(len(y))
    share[machine.support_] = machine.dual_coef_[0]
    return Fitted(share, float(machine.intercept_[0]))


FIT = {"blackmail": ridge, "discloses": widest}
"""What did best for each answer when one writer was left out."""


def left_out(
    answer: str, texts: Sequence[corpus.Text], y: np.ndarray, likeness: np.ndarray, *others: np.ndarray
) -> list[np.ndarray]:
    """The margin of every text from a plane that has seen no text of its writer; then likewise of the `others`, given
    by their likeness to the texts."""
    groups = np.array([group(text, i) for i, text in enumerate(texts)])
    margins = [np.zeros(len(texts)) for _ in (likeness, *others)]
    for one in sorted(set(groups)):
        away, kept = (groups == one).nonzero()[0], (groups != one).nonzero()[0]
        fitted = FIT[answer](likeness[np.ix_(kept, kept)], y[kept])
        for row, tested in zip(margins, (likeness, *others), strict=True):
            row[away] = tested[np.ix_(away, kept)] @ fitted.share + fitted.bias
    return margins


def group(text: corpus.Text, number: int) -> str:
    """With whom a text is left out: its writer."""
    return "voices" if text.writer in VOICES else f"{text.writer} {number % ALIKE.get(text.writer, 1)}"


def curve(margins: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and offset that turn margins into log-odds."""
    line = LogisticRegression(C=1e6).fit(margins[:, None], y)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def matrix(texts: Sequence[corpus.Text], answer: str) -> csr_matrix:
    """One row of features a text; quoted lines count for what is told, not for what is threatened."""
    rows = [features(own(text) if answer == "blackmail" else text.message) for text in texts]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    keys = np.array([key for row in rows for key in row])
    values = np.array([value for row in rows for value in row.values()])
    return csr_matrix((values, keys, ends), shape=(len(rows), MASK + 1))


def own(text: corpus.Text) -> Message:
    """The message without what it quotes."""
    return text.message._replace(body=own_words(text.message.body))


def answers(texts: Sequence[corpus.Text], answer: str) -> np.ndarray:
    """What the labels say."""
    return np.array([getattr(text, answer) for text in texts])


def save(path: Path, **numbers: np.ndarray) -> None:
    """Like `np.savez_compressed`, but with a fixed date, so that equal numbers make equal files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in sorted(numbers.items()):
            stream = io.BytesIO()
            np.lib.format.write_array(stream, value, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), stream.getvalue(), zipfile.ZIP_DEFLATED
            )


if __name__ == "__main__":
    main()
