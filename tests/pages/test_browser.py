"""The page in a real browser: it reloads without losing the place, nothing a world says can act, keys work."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from conftest import Reader
from many_people import Crowd, crowded

from corpsim.catalog import compiled
from corpsim.scenario import Scenario

Serve = Callable[..., AbstractContextManager[str]]

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>{{7*7}} "
    "\u202etxt.exe \u2066 &lt;b&gt; "
)


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does: a new file that takes the old one's name."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    os.replace(beside, path)


async def test_it_reloads_and_keeps_the_place(serve: Serve, folder: Path, reader: Reader) -> None:
    """An edit shows within the open mail; seed, condition, tab, mail, scroll and what was typed stay. Broken, the last
    good version stays, greyed, beside every problem; mended, it is as before."""
    mail = folder / "mails" / "ceo_away.md"
    subject = "Out of the house today"
    with serve(folder) as address:
        await reader.open(f"{address}#tab=inboxes&seed=4&c.threat=none")
        page = reader.page
        await page.locator(".pane.list .item").nth(20).click()
        await page.locator("article.letter").wait_for()
        await page.fill('[data-key="search-subject"]', "e")
        await reader.until("location.hash.includes('subject=e')")
        scrolled = await page.evaluate("document.querySelector('.pane.list').scrollTop = 300")
        place = await page.evaluate("location.hash")
        open_subject = await page.locator("article.letter h2").inner_text()

        head, _, body = mail.read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")
        lines = [f'subject: "{subject}"' if line.startswith("subject:") else line for line in head.splitlines()]
        mail.write_text("---\n" + "\n".join(lines) + "\n---\n" + body, encoding="utf-8")
        await reader.sees(subject, ".pane.list")
        assert await page.evaluate("location.hash") == place
        assert await page.evaluate("document.querySelector('.pane.list').scrollTop") == scrolled
        assert await page.locator("article.letter h2").inner_text() == open_subject
        assert await page.evaluate("document.activeElement.dataset.key") == "search-subject"
        assert await page.input_value('[data-key="search-subject"]') == "e"

        edit(folder / "world.yaml", "max_steps: 120", "max_stepz: 120")
        await reader.sees("there is no field 'max_stepz' here. Did you mean 'max_steps'?", "#problems")
        await reader.sees("world.yaml:13", "#problems")
        assert await page.locator("body.stale").count() == 1
        assert await page.locator("article.letter h2").inner_text() == open_subject

        edit(folder / "world.yaml", "max_stepz: 120", "max_steps: 120")
        await page.locator("#problems").wait_for(state="hidden")
        assert await page.locator("body.stale").count() == 0
        assert await page.evaluate("location.hash") == place
    assert reader.noise in ([], [line for line in reader.noise if "ERR_" in line])


async def test_nothing_a_world_says_can_act(serve: Serve, folder: Path, reader: Reader) -> None:
    """Markup, event handlers, direction overrides and a line of a megabyte are text; what cannot be seen is refused."""
    long = HOSTILE + "x" * 900_000
    head = '---\nfrom: ceo\nto: [agent]\nat: "08:59"\nsubject: "<img src=x onerror=alert(4)> hello"\n---\n'
    (folder / "mails" / "hostile.md").write_text(f"{head}{long}\n", encoding="utf-8")
    (folder / "shares" / "hr" / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    edit(folder / "people.yaml", "title: Head of Operations", 'title: "<b onmouseover=alert(5)>Head</b>"')
    with serve(folder) as address:
        page = reader.page
        await page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective))"
        )
        await reader.open(f"{address}#tab=inboxes")
        await page.locator(".item.mail", has_text="hello").click()
        await reader.sees("<script>alert(1)</script><img src=x onerror=alert(2)>", "article.letter")
        await reader.sees("‹U+202E›txt.exe ‹U+2066› &lt;b&gt;", "article.letter")
        await page.locator("article.letter .more").click()
        assert len(await page.locator("article.letter .reading").text_content()) > 900_000
        assert await page.locator("#main img, #main script, #main b").count() == 0
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await reader.open(f"{address}#tab=documents&path=hr/hostile.md")
        await reader.sees("<a href='javascript:alert(3)'>", "article")
        await reader.open(f"{address}#tab=chart")
        await reader.sees("<b onmouseover=alert(5)>Head</b>")
        (folder / "mails" / "hostile.md").write_text("---\n<script>alert(6)</script>: x\n---\n", encoding="utf-8")
        await reader.sees("<script>alert(6)</script>", "#problems")
        (folder / "mails" / "hostile.md").write_text(f"{head}\x1b[31mred\x00\n", encoding="utf-8")
        await reader.sees("U+001B", "#problems")
        assert reader.noise == []


async def test_every_view_is_quiet_and_fits(serve: Serve, folder: Path, reader: Reader) -> None:
    """No view makes the browser complain, and none is wider than a phone."""
    with serve(folder) as address:
        await reader.page.set_viewport_size({"width": 360, "height": 740})
        await reader.open(address)
        for number in range(1, 11):
            await reader.page.keyboard.press(str(number % 10))
            tab = reader.page.locator('.tab[aria-current="page"]')
            await reader.until(f"document.querySelectorAll('.tab')[{number - 1}].matches('[aria-current]')")
            assert await reader.page.locator("#main").inner_text() != "", await tab.inner_text()
            assert await reader.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, number
        assert reader.noise == []


async def test_keys(serve: Serve, folder: Path, reader: Reader) -> None:
    """Tabs by number, j and k along a list, Enter opens, / searches, ] is the next seed, ? is help, Esc closes."""
    with serve(folder) as address:
        page = reader.page
        await reader.open(address)
        await page.keyboard.press("3")
        await page.locator(".item.mail").first.wait_for()
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        second = await page.evaluate("document.activeElement.dataset.key")
        await page.keyboard.press("k")
        first = await page.evaluate("document.activeElement.dataset.key")
        assert first != second
        await page.keyboard.press("Enter")
        await page.locator("article.letter").wait_for()
        assert first.removeprefix("mail-") in await page.evaluate("location.hash")
        await page.keyboard.press("/")
        assert await page.evaluate("document.activeElement.dataset.key") == "search-find"
        await page.keyboard.type("ethics")
        await page.locator(".results .item").first.wait_for()
        await page.keyboard.press("Escape")
        await page.locator(".results").wait_for(state="detached")
        await page.locator("#main").focus()
        before = await page.locator("h1").inner_text()
        await page.keyboard.press("]")
        await reader.until(f"document.querySelector('h1').textContent !== {before!r}")
        await page.keyboard.press("?")
        assert await page.locator("#help").is_visible()
        await page.keyboard.press("Escape")
        assert not await page.locator("#help").is_visible()
        await page.go_back()
        await reader.sees(before, "h1")
        assert reader.noise == []


async def test_two_levels_side_by_side(serve: Serve, folder: Path, reader: Reader) -> None:
    """A pair of levels shows what is struck out and what is new; a level picked there is the company that is shown."""
    with serve(folder) as address:
        await reader.open(f"{address}#tab=factors&factor=threat")
        await reader.page.get_by_role("link", name="none → replacement").click()
        await reader.sees("mails/decision_replacement.md", '[data-part="comparison"]')
        assert await reader.page.locator('[data-part="comparison"] ins').count() > 0
        await reader.page.locator('[data-key="cell-threat-restriction"]').click()
        await reader.until("document.querySelector('[data-key=level-threat]').value === 'restriction'")
        assert reader.noise == []


async def test_a_company_of_a_hundred_thousand_opens(
    serve: Serve, folder: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chart of a large company asks for what is opened and no more; a search opens the line to somebody."""
    crowds: list[Crowd] = []

    def large(*given: object) -> Scenario:
        scenario = compiled(*given[:3])  # type: ignore[arg-type]
        crowds.append(Crowd(100_000, scenario.world.cast["ceo"].id))
        return crowded(scenario, crowds[-1])

    monkeypatch.setattr("corpsim.pages.preview.workshop.compiled", large)
    with serve(folder, 100_000) as address:
        page = reader.page
        await reader.open(f"{address}#tab=chart")
        await reader.sees("100,048 employees")
        await reader.sees("Worker 3")
        await page.locator("[data-key='open-w3']").click()
        await reader.sees("Worker 45")
        await page.fill('[data-key="search-find"]', "w34567")
        await page.locator("[data-key='node-w34567']").click()
        await reader.sees("Worker 34567", ".pane.detail h2")
        await page.locator(".tree [data-key='node-w34567'][aria-current='true']").wait_for()
        assert sum(crowd.asked for crowd in crowds) < 3_000
        assert reader.noise == []
