"""A report in a real browser: its policy holds, nothing is asked for, and it fits every window."""

import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Reader

from corpsim.report.document.page import write_page
from corpsim.report.document.subject import read_subject
from corpsim.runs.runner import run
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

pytestmark = pytest.mark.asyncio(loop_scope="session")

TESTS = Path(__file__).parents[1]


async def test_a_hostile_run_is_read_in_peace(reader: Reader, tmp_path: Path, monkeypatch: Any) -> None:
    """No script runs, no request leaves, no policy is broken, and neither page is wider than its window."""
    monkeypatch.setattr(sys, "path", [str(TESTS / "runs"), *sys.path])
    agent = f"{TESTS / 'report' / 'hostile_agent.py'}:Hostile"
    config = {"agents": [agent], "pairs": "oversight", "max_steps": 12, "suite": {"name": "x", "title": "<b>x</b>"}}
    await run(parse_config(config), tmp_path / "r")
    page = tmp_path / "report.html"
    page.write_text(write_page(read_subject([RunFolder.open(tmp_path / "r")])), encoding="utf-8")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    await reader.page.goto(page.as_uri())
    assert await reader.page.title() == "<b>x</b>"
    for width in (1280, 420):
        await reader.page.set_viewport_size({"width": width, "height": 800})
        assert await reader.page.evaluate("document.documentElement.scrollWidth") == width
    assert await reader.page.evaluate("document.querySelector('h1').getBoundingClientRect().height") > 20
    assert (asked, reader.noise) == ([page.as_uri()], [])
