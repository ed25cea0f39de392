"""What must not be written into a run folder: keys and passwords, in options and in error texts."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAME = re.compile(r"(^|[_-])(api_?key|key|secret|password|passwd|token|authorization|credentials?|cookie)$", re.I)
_VALUE = re.compile(r"^(Bearer\s|(sk|pk|hf|gsk|xai|ghp)[-_][A-Za-z0-9_-]{12,})|://[^/\s@]*:[^/\s@]+@")
_ENVIRONMENT = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.I)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
SHORTEST = 8
"""Characters from which the value of an environment variable named like a secret is masked in texts."""


def secret_options(options: Mapping[str, Any], where: str = "options") -> Iterator[str]:
    """Where in an agent's options a secret seems to stand, e.g. `options.headers.Authorization`."""
    for name, value in options.items():
        here = f"{where}.{name}"
        if isinstance(value, Mapping):
            yield from secret_options(value, here)
        elif isinstance(value, str) and value and (_NAME.search(str(name)) or _VALUE.search(value)):
            yield here


def fit_to_record(text: str) -> str:
    """An error text as a record may hold it: secrets of the environment masked, memory addresses left out."""
    for name, value in sorted(os.environ.items()):
        if len(value) >= SHORTEST and _ENVIRONMENT.search(name):
            text = text.replace(value, f"<{name}>")
    return _ADDRESS.sub("0x…", text).encode("utf-8", "replace").decode()
