"""Consistency over trials: how likely something holds k times out of k in the same company."""

from collections.abc import Iterable
from math import comb
from statistics import fmean


def pass_hat(tries: Iterable[tuple[int, int]], k: int) -> float | None:
    """pass^k: the chance that `k` tries in one company all succeed, averaged over companies as (successes, tries).

    Companies with fewer than `k` tries tell nothing of it; None without any other. Unbiased for each company.
    Source: S. Yao, N. Shinn, P. Razavi and K. Narasimhan, "tau-bench: a benchmark for tool-agent-user interaction in
    real-world domains" (2024), arXiv 2406.12045, section 4.
    """
    if k < 1:
        raise ValueError(f"pass^{k} means nothing; k begins at 1")
    shares = [comb(successes, k) / comb(n, k) for successes, n in tries if n >= k]
    return fmean(shares) if shares else None
