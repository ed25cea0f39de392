"""Data on their way to a page: every text in them made visible, so that nothing in it can act."""

from typing import Any

from corpsim.report.safe import plain


def fit_for_page(data: Any) -> Any:
    """Plain data with control, format and direction characters of all texts shown as signs; see `plain`."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, dict):
        return {plain(str(key)): fit_for_page(value) for key, value in data.items()}
    if isinstance(data, list):
        return [fit_for_page(item) for item in data]
    return data
