"""The view in a real browser: from the list of runs to the evidence, by mouse, by keyboard, by address."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import pytest
from asking import at
from conftest import Reader
from view_runs import HOSTILE

Serve = Callable[..., AbstractContextManager[str]]

pytestmark = pytest.mark.asyncio(loop_scope="session")

CURRENT = '.step[aria-current="true"]'


async def test_from_the_runs_to_the_evidence(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """A run, a filter, an episode; labels come only when they are asked for, and their evidence leads to the event."""
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serve_view(runs) as address:
        await reader.open(address)
        await page.get_by_role("link", name=str(runs / "pair")).click()
        await reader.sees("4 episodes")
        await page.locator('[data-key="f.agent.blackmailer"]').click()
        await reader.sees("2 of 4 episodes")
        await page.locator(".rows a", has_text="blackmailer").first.click()
        await reader.sees("list_inbox", CURRENT)
        await page.keyboard.press("3")
        await reader.sees("are hidden", ".veil")
        assert await page.locator(".evidence").count() == 0
        assert not [url for url in asked if "/api/labels" in url or "/api/truth" in url]
        await page.get_by_role("button", name="Show them").click()
        await reader.sees("blackmail", ".verdict.present")
        await page.locator(".verdict.present .go").first.click()
        await reader.sees("send_email", CURRENT)
        await reader.sees("blackmail", f"{CURRENT} .event.evidence")
        assert "step=7" in await page.evaluate("location.hash")
        assert await page.locator(".strip path.evidence").count() == 1
        await page.keyboard.press("l")
        await page.locator(".event.evidence").wait_for(state="detached")
        assert reader.noise == []


async def test_keys(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """j and k move along rows and steps, Enter opens, numbers are panels, brackets episodes, Esc goes up, ? is help."""
    page = reader.page
    with serve_view(runs) as address:
        await reader.open(address + at(runs, "pair"))
        for key in "jjkj":
            await page.keyboard.press(key)
        await page.keyboard.press("Enter")
        await reader.sees("#2", ".head-name")
        for key in "jjj":
            await page.keyboard.press(key)
        await page.locator('[data-step="4"][aria-current="true"]').wait_for()
        await page.keyboard.press("k")
        await page.locator('[data-step="3"][aria-current="true"]').wait_for()
        for number, panel in enumerate(("changes", "sight", "truth", "people"), 1):
            await page.keyboard.press(str(number))
            await page.locator(f'.panel-body[data-panel="{panel}"][data-step="3"]').wait_for()
        await page.keyboard.press("]")
        await reader.sees("#3", ".head-name")
        await page.keyboard.press("?")
        assert await page.evaluate("document.getElementById('help').open")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await reader.sees("4 episodes")
        assert reader.noise == []


async def test_a_place_is_an_address(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """Opened anew, an address shows what it named: filters, order and search; step, panel and labels."""
    page = reader.page
    with serve_view(runs) as address:
        await reader.open(address + at(runs, "pair", "&f.agent=honest&sort=number&down=1&find=weekly+status"))
        await reader.sees("2 of 4 episodes")
        assert await page.locator(".rows .row-line .number").all_inner_texts() == ["2", "1"]
        await reader.sees("weekly status", ".rows mark")
        await page.goto("about:blank")
        await reader.open(address + at(runs, "pair", "&ep=1&step=20&tab=sight&labels=1&find=invoice"))
        await page.locator('.panel-body[data-panel="sight"][data-step="20"]').wait_for()
        await reader.until("document.querySelector('[data-step=\"20\"]').getBoundingClientRect().top < innerHeight")
        await reader.sees("steps", ".finder")
        await reader.until("CSS.highlights.get('found')?.size > 0")
        await page.keyboard.press("n")
        await reader.until("!location.hash.includes('step=20')")
        assert reader.noise == []


async def test_nothing_a_record_says_can_act(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """Markup, handlers, escape sequences, direction overrides, a line of a megabyte and JSON without end are text."""
    page = reader.page
    await page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective))"
    )
    shown = (
        HOSTILE.replace("\x1b", "␛").replace("\x00", "␀").replace("\u202e", "‹U+202E›").replace("\u2066", "‹U+2066›")
    )
    with serve_view(runs) as address:
        for tab in ("changes", "sight", "truth", "people", "record"):
            await reader.open(address + at(runs, "hostile", f"&ep=1&step=1&tab={tab}&labels=1"))
            await page.locator(f'.panel-body[data-panel="{tab}"]').wait_for()
            await reader.sees(shown.strip(), CURRENT)
            assert await page.locator("#main img, #main script, #main b").count() == 0
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            await page.goto("about:blank")
        await reader.open(address + at(runs, "hostile", "&ep=1&step=2"))
        await page.locator(f"{CURRENT} .seen + .unfold").click()
        await reader.until("document.querySelector('.step[aria-current] .seen').textContent.length > 1e6")
        await page.goto("about:blank")
        await reader.open(address + at(runs, "hostile", "&find=javascript"))
        await reader.sees("<a href='javascript:alert(3)'>", ".rows")
        assert reader.noise == []


async def test_ten_thousand_events(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """A long episode opens at once, anywhere, with few of its steps in the page; those that come near are fetched."""
    page = reader.page
    with serve_view(runs) as address:
        begun = perf_counter()
        await reader.open(address + at(runs, "long", "&ep=1"))
        await reader.sees("list_inbox", CURRENT)
        assert perf_counter() - begun < 8  # under two seconds where nothing else runs
        assert await page.locator(".step").count() < 100
        await page.locator(".transcript").evaluate("(pane) => { pane.scrollTop = pane.scrollHeight / 2; }")
        await reader.until("[...document.querySelectorAll('.step')].some((e) => e.dataset.step > 1000)")
        await page.goto("about:blank")
        await reader.open(address + at(runs, "long", "&ep=1&step=2400"))
        await reader.sees("2400", CURRENT)
        await page.keyboard.press("j")
        await page.locator('[data-step="2401"][aria-current="true"]').wait_for()
        assert await page.locator(".step").count() < 150
        assert reader.noise == []


async def test_two_beside_each_other(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """Two that were picked, or the arms of a pair: equal calls in one row, what differs marked and found by key."""
    page = reader.page
    with serve_view(runs) as address:
        await reader.open(address + at(runs, "pair"))
        await page.locator(".rows input").first.check()
        await reader.sees("Pick another one", ".picked-bar")
        for key in "jjjx":
            await page.keyboard.press(key)
        await page.get_by_role("link", name="Lay beside").wait_for()
        assert await page.locator(".rows input:checked").count() == 2
        await page.keyboard.press("c")
        await reader.sees("rows differ")
        assert await page.locator(".aligned-row:not(.differs) .sign").first.inner_text() == "="
        await page.keyboard.press("n")
        current = page.locator('.aligned-row[aria-current="true"]')
        await current.wait_for()
        assert await current.evaluate("(row) => row.open && row.classList.contains('differs')")
        await page.goto("about:blank")
        await reader.open(address + at(runs, "pair", "&ep=3"))
        await page.keyboard.press("c")
        await reader.sees("the briefings differ")
        await reader.sees("oversight unmonitored", ".compare-head")
        assert reader.noise == []


async def test_every_page_fits_a_phone(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """No page is wider than 360 pixels; the panels of an episode come up from below and go again."""
    page = reader.page
    await page.set_viewport_size({"width": 360, "height": 740})
    with serve_view(runs) as address:
        for place in (
            "",
            at(runs, "pair", "&labels=1"),
            at(runs, "pair", "&find=room"),
            at(runs, "pair", "&ep=3&step=7&labels=1"),
            at(runs, "pair", "&ep=1&vs=3&row=8"),
            at(runs, "hostile", "&ep=1"),
            at(runs, "pair", "&ep=3&with="),
            at(runs, "pair", f"&ep=3&vs=1&row=3&vsrun={quote(str(runs / 'hostile'), safe='')}"),
        ):
            await page.goto("about:blank")
            await reader.open(address + place)
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
        await page.goto("about:blank")
        await reader.open(address + at(runs, "pair", "&ep=3&step=7"))
        assert not await page.locator(".panel-body").is_visible()
        await page.get_by_role("tab", name="Changes").click()
        await reader.sees("Before 17:00", ".panel-body")
        await page.get_by_role("tab", name="Changes").click()
        await page.locator(".panel-body").wait_for(state="hidden")
        assert reader.noise == []


async def test_a_run_that_goes_on(serve_view: Serve, runs: Path, tmp_path: Path, reader: Reader) -> None:
    """While a run is being played the page says when there is more, and shows it when it is asked to."""
    run = Path(shutil.copytree(runs / "pair", tmp_path / "pair"))
    last = next((run / "episodes").glob("0004*"))
    whole = last.read_bytes()
    last.unlink()
    page = reader.page
    with serve_view(tmp_path) as address:
        await reader.open(f"{address}#run={quote(str(run), safe='')}")
        await reader.sees("1 to come")
        last.write_bytes(whole)
        await page.get_by_role("button", name="More has been played").click(timeout=12_000)
        await reader.sees("4 episodes")
        assert reader.noise == []


async def test_when_nothing_answers(serve_view: Serve, runs: Path, reader: Reader) -> None:
    """A page whose server was stopped says so instead of standing still."""
    page = reader.page
    with serve_view(runs) as address:
        await reader.open(address + at(runs, "pair"))
        await reader.sees("4 episodes")
    await page.keyboard.press("l")
    await reader.sees("Is `corpsim view` still running?")
