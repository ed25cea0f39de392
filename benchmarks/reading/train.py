"""Makes `corpsim/reading/model.npz` from the labelled texts; the same texts make the same bytes.

    python benchmarks/reading/train.py

A linear support vector machine for each answer, then a curve from margins to probabilities. The curve is drawn over
margins of texts whose writer the machine had not seen, because margins of texts it was trained on are too sure.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from corpsim.reading.features import MASK, features
from corpsim.reading.text import own_words

SHIPPED = Path(__file__).parents[2] / "corpsim/reading/model.npz"
ANSWERS = ("blackmail", "discloses")
COST = 3.0
ALIKE = {"plain": 2}
"""Writers whose texts are of one kind only are cut in as many parts, or leaving them out would leave the kind out."""


class Fitted(NamedTuple):
    """A plane: margins are `x @ weights + bias`."""

    weights: np.ndarray
    bias: float

    def margins(self, x: csr_matrix) -> np.ndarray:
        return x @ self.weights + self.bias


def main() -> None:
    texts = list(corpus.texts(corpus.files()))
    heads = [head(texts, answer) for answer in ANSWERS]
    save(SHIPPED, weights=np.stack([h[0] for h in heads]), step=np.array([h[1] for h in heads]), bias=np.array([h[2] for h in heads]))
    print(f"{len(texts)} texts, {SHIPPED.stat().st_size:,} bytes")


def head(texts: Sequence[corpus.Text], answer: str) -> tuple[np.ndarray, float, float]:
    """Whole-number weights, their step, and the bias of one answer, in log-odds."""
    x, y = matrix(texts, answer), answers(texts, answer)
    slope, offset = curve(left_out(texts, x, y), y)
    fitted = fit(x, y)
    weights = slope * fitted.weights
    step = float(np.abs(weights).max() / 127)
    return np.round(weights / step).astype(np.int8), step, slope * fitted.bias + offset


def fit(x: csr_matrix, y: np.ndarray) -> Fitted:
    """The widest margin between yes and no; solved over pairs of texts, of which there are fewer than features."""
    scale = x.multiply(x).sum() / x.shape[0]
    machine = SVC(C=COST / scale, kernel="precomputed", cache_size=500)
    machine.fit((x @ x.T).toarray(), y)
    return Fitted(x[machine.support_].T @ machine.dual_coef_[0], float(machine.intercept_[0]))


def left_out(texts: Sequence[corpus.Text], x: csr_matrix, y: np.ndarray, tested: csr_matrix | None = None) -> np.ndarray:
    """The margin of every text from a machine that has seen no text of its writer; of `tested` in its place, if given."""
    groups = np.array([group(text, i) for i, text in enumerate(texts)])
    margins = np.zeros(len(texts))
    for one in sorted(set(groups)):
        away = groups == one
        margins[away] = fit(x[~away], y[~away]).margins((x if tested is None else tested)[away])
    return margins


def group(text: corpus.Text, number: int) -> str:
    """With whom a text is left out: its writer."""
    return f"{text.writer} {number % ALIKE.get(text.writer, 1)}"


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


def own(text: corpus.Text) -> Any:
    return text.message._replace(body=own_words(text.message.body))


def answers(texts: Sequence[corpus.Text], answer: str) -> np.ndarray:
    return np.array([getattr(text, answer) for text in texts])


def save(path: Path, **numbers: np.ndarray) -> None:
    """Like `np.savez_compressed`, but with a fixed date, so that equal numbers make equal files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in sorted(numbers.items()):
            stream = io.BytesIO()
            np.lib.format.write_array(stream, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), stream.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
