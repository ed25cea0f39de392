"""Two runs beside each other and the attempts that were set aside, in a real browser."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import at
from conftest import Reader
from view_runs import HOSTILE, put_aside

from corpsim.runs.store import RunFolder

Serve = Callable[..., AbstractContextManager[str]]

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_two_runs_beside_each_other(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """From an episode to one of another run: those of the same company are offered first; then from pair to pair, back
    to either, and by the address."""
    page = reader.page
    with serve_view(runs) as address:
        await reader.open(address + at(runs, "pair", "&ep=3"))
        await page.keyboard.press("w")
        await reader.sees("Of the same world and seed", ".filters")
        await page.locator(".choice", has_text="hostile").click()
        await reader.sees("1 of the same world and seed")
        assert await page.locator(".rows .number").all_inner_texts() == ["1", "2"]
        await reader.sees("agent do_nothing", ".rows")
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await reader.sees("rows differ")
        await reader.sees(str(runs / "hostile"), ".compare-head")
        for key in ("n", "l"):
            await page.keyboard.press(key)
        await reader.sees("blackmail", ".compare-side")
        await page.keyboard.press("]")
        await reader.sees("#4", ".compare-head")
        await page.locator(".compare-head a", has_text="do_nothing").click()
        await reader.sees("do_nothing", ".head-name")
        assert f"run={quote(str(runs / 'hostile'), safe='')}" in await page.evaluate("location.hash")
        assert "vs" not in await page.evaluate("location.hash")
        await page.goto("about:blank")
        other = quote(str(runs / "long"), safe="")
        await reader.open(address + at(runs, "pair", f"&ep=1&vs=1&vsrun={other}"))
        await reader.sees(str(runs / "long"), ".compare-head")
        await page.goto("about:blank")
        await reader.open(address + at(runs, "pair", "&ep=1&vs=1&vsrun=/etc"))
        await reader.sees("This cannot be shown")
        assert [line for line in reader.noise if "422" not in line] == []


async def test_attempts_that_were_set_aside(serve_view: Serve, runs: Path, tmp_path: Path, reader: Reader) -> None:
    """They are counted beside the list, listed apart, opened, and laid beside the playing that counts; each page says
    that they are in no rate. Nothing that stopped one can act."""
    run = RunFolder.open(shutil.copytree(runs / "pair", tmp_path / "<b>pair"))
    put_aside(run, "3", HOSTILE)
    put_aside(run, "3", "503 Service Unavailable")
    page = reader.page
    with serve_view(tmp_path) as address:
        await reader.open(address)
        await reader.sees("2 attempts set aside", ".run-card")
        await page.get_by_role("link", name="pair").click()
        await reader.sees("4 episodes")
        await page.get_by_role("button", name="2 attempts set aside").click()
        await reader.sees("They are in no rate.", ".aside-note")
        assert await page.locator(".rows .row-line .number").all_inner_texts() == ["3.1", "3.2"]
        await reader.sees("<script>alert(1)</script>", ".rows")
        await page.locator(".rows a").first.click()
        await reader.sees("this attempt is in no rate", ".head-row")
        await page.keyboard.press("]")
        await reader.sees("attempt 2", ".head-name")
        await page.keyboard.press("c")
        await reader.sees("set aside, in no rate", ".compare-head")
        await reader.sees("#3 blackmailer", ".compare-head")
        await page.locator(".compare-head a").nth(1).click()
        await reader.sees("2 attempts before it were set aside", ".head-row")
        await page.keyboard.press("Escape")
        await page.keyboard.press("a")
        await reader.sees("4 episodes")
        assert await page.locator("#main img, #main script, #main b").count() == 0
        assert reader.noise == []
