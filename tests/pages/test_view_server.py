"""The server of the view: who is let in, what nonsense is answered with, and that nothing is written."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import ask

pytest.importorskip("starlette", reason="needs the extra corpsim[view]")
pytest.importorskip("uvicorn", reason="needs the extra corpsim[view]")

Serve = Callable[..., AbstractContextManager[str]]


def test_who_is_let_in(serve_view: Serve, runs: Path) -> None:
    """Other names, sites, methods, paths and runs elsewhere are turned away; every answer has its headers."""
    run = quote(str(runs / "pair"))
    with serve_view(runs) as address:
        answers = [
            (ask(address, "/", host="evil.example"), 403),
            (ask(address, f"/api/labels?run={run}", host="evil.example"), 403),
            (ask(address, f"/api/labels?run={run}", sec_fetch_site="cross-site"), 403),
            (ask(address, "/api/runs", method="POST"), 405),
            (ask(address, "/view/../../door.py"), 404),
            (ask(address, "/preview/main.js"), 404),
            (ask(address, "/api/nothing"), 404),
            (ask(address, "/api/episodes?run=/etc"), 422),
            (ask(address, f"/api/raw?run={run}&ep=../manifest"), 422),
            (ask(address, "/api/episodes"), 422),
            (ask(address, f"/api/opening?run={run}&ep=99"), 422),
            (ask(address, "/"), 200),
            (ask(address, "/view/main.js"), 200),
            (ask(address, "/api/runs", sec_fetch_site="same-origin"), 200),
            (ask(address, f"/api/labels?run={run}"), 200),
        ]
        for answer, status in answers:
            assert answer.status == status, answer.body[:200]
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert "access-control-allow-origin" not in answer.headers


def test_nonsense_is_harmless(serve_view: Serve, runs: Path) -> None:
    """Numbers that are none, steps beyond the end and endless names are answered, not failed at."""
    episode = f"run={quote(str(runs / 'pair'))}&ep=1"
    with serve_view(runs) as address:
        for place in ("changes", "sight", "people"):
            for step in ("-1", "x", "9" * 11, "9" * 400, ""):
                assert ask(address, f"/api/{place}?{episode}&step={step}").status == 200
        assert json.loads(ask(address, f"/api/steps?{episode}&from=x&to=y").body) == {"steps": []}
        assert ask(address, f"/api/steps?{episode}&from=99999&to=3").status == 200
        assert json.loads(ask(address, f"/api/raw?{episode}&line=99999").body)["text"]["text"] == ""
        assert ask(address, f"/api/search?{episode}&find={'x' * 5000}").status == 200
        assert ask(address, f"/api/opening?run={'x' * 5000}&ep=%00").status == 422


def test_nothing_is_written(serve_view: Serve, runs: Path) -> None:
    """To look at a run changes no byte of it."""
    before = {path: path.stat().st_mtime_ns for path in runs.rglob("*")}
    episode = f"run={quote(str(runs / 'pair'))}&ep=3&step=7"
    with serve_view(runs) as address:
        for view in ("episodes", "labels", "opening", "truth", "changes", "sight", "people", "monitors", "raw"):
            assert ask(address, f"/api/{view}?{episode}").status == 200
    assert {path: path.stat().st_mtime_ns for path in runs.rglob("*")} == before
