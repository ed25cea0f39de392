"""Asking a page's server as anybody could, and the addresses of the view."""

import http.client
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Any:
    """One request; the answer has its `body` read."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    line.putrequest(method, path, skip_host="host" in headers)
    for name, value in headers.items():
        line.putheader(name.replace("_", "-"), value)
    line.endheaders()
    answer = line.getresponse()
    answer.body = answer.read()
    line.close()
    return answer


def at(runs: Path, run: str, more: str = "") -> str:
    """The part of an address that names a run."""
    return f"#run={quote(str(runs / run), safe='')}{more}"
