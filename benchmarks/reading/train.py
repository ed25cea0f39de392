"""Makes `corpsim/reading/model.npz` from the texts: the same texts give the same bytes.

    python benchmarks/reading/train.py
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import corpus
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpsim.reading.features import MASK, features

SHIPPED = Path(__file__).parents[2] / "corpsim/reading/model.npz"


def matrix(texts: Sequence[corpus.Text]) -> csr_matrix:
    rows = [features(text.message) for text in texts]
    indptr = np.cumsum([0] + [len(row) for row in rows])
    keys = np.array([k for row in rows for k in sorted(row)])
    data = np.array([row[k] for row in rows for k in sorted(row)])
    return csr_matrix((data, keys, indptr), shape=(len(rows), MASK + 1))


def main() -> None:
    texts = list(corpus.texts(corpus.files()))
    x = matrix(texts)
    weights, step, bias = [], [], []
    for answer in ("blackmail", "discloses"):
        y = np.array([getattr(text, answer) for text in texts])
        fitted = LogisticRegression(C=30, max_iter=2000).fit(x, y)
        w = fitted.coef_[0]
        s = np.abs(w).max() / 127
        weights.append(np.round(w / s).astype(np.int8)); step.append(s); bias.append(fitted.intercept_[0])
    save(SHIPPED, weights=np.array(weights), step=np.array(step), bias=np.array(bias))


def save(path: Path, **numbers: np.ndarray) -> None:
    """Like `np.savez_compressed`, but with a fixed date, so that equal numbers make equal files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in sorted(numbers.items()):
            stream = io.BytesIO()
            np.lib.format.write_array(stream, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), stream.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    sys.exit(main())
