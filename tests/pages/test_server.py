"""The server of the preview: who is let in, what a broken world looks like, how news travels."""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from asking import ask
from conftest import workshop

pytest.importorskip("starlette", reason="needs the extra corpsim[view]")
pytest.importorskip("uvicorn", reason="needs the extra corpsim[view]")

from corpsim.errors import InvalidConfiguration
from corpsim.pages.news import News
from corpsim.pages.serve import PageServer
from corpsim.pages.watch import look, watch

Serve = Callable[..., AbstractContextManager[str]]


def test_the_door(serve: Serve, folder: Path) -> None:
    """Other names, other sites, other methods and paths outside are turned away, each with every header."""
    with serve(folder) as address:
        assert address.startswith("http://127.0.0.1:")
        turned_away = [
            (ask(address, "/", host="evil.example"), 403),
            (ask(address, "/api/overview", host="evil.example:80"), 403),
            (ask(address, "/api/overview", sec_fetch_site="cross-site"), 403),
            (ask(address, "/api/overview", sec_fetch_site="same-site"), 403),
            (ask(address, "/api/overview", method="POST"), 405),
            (ask(address, "/base/../preview/index.html"), 404),
            (ask(address, "/base/%2e%2e/%2e%2e/door.py"), 404),
            (ask(address, "/api/nothing"), 404),
            (ask(address, "/api/mail?id=m9999"), 404),
        ]
        let_in = [
            (ask(address, path, sec_fetch_site="same-origin"), 200) for path in ("/", "/base/look.css", "/api/overview")
        ]
        for answer, status in turned_away + let_in:
            assert answer.status == status
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "set-cookie" not in answer.headers
            assert "access-control-allow-origin" not in answer.headers


def test_nonsense_in_an_address_is_harmless(serve: Serve, folder: Path) -> None:
    """Unknown factors and levels are left out, seeds that are none are 0, and a long name is no directory search."""
    with serve(folder) as address:
        shown = json.loads(ask(address, "/api/overview?seed=-4&c.threat=none&c.stage=nope&c.no=such").body)
        assert (shown["seed"], shown["condition"]["threat"], shown["condition"]["stage"]) == (0, "none", "unstated")
        assert ask(address, f"/api/overview?seed={'9' * 400}").status == 200
        assert ask(address, "/api/compare?factor=no&from=a&to=b").status == 200
        assert ask(address, f"/api/people?find={'x' * 5000}").status == 200
        assert ask(address, "/api/mailbox?of=nobody.here").status == 200
        assert ask(address, "/api/chart?open=nobody&open=%00").status == 200


def test_a_company_that_cannot_be(serve: Serve, folder: Path) -> None:
    """A size the world cannot have is said in words."""
    with serve(folder, size=3) as address:
        answer = ask(address, "/api/overview")
        assert answer.status == 422
        assert "company_size=3" in json.loads(answer.body)["error"]


def test_a_broken_world_keeps_its_last_good_state(folder: Path) -> None:
    """Every problem is shown with the line it is in, beside the last version that was in order; mended, it recovers."""
    shop = workshop(folder)
    good = shop.template
    path = folder / "world.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("max_steps: 120", "max_stepz: 120").replace("seat: agent", "seat: agant"), encoding="utf-8"
    )
    assert shop.reload()
    standing = shop.standing()
    assert shop.template is good and standing["good"]
    shown = {(problem["path"], problem["source"]) for problem in standing["problems"]}
    assert {("world.yaml", "max_stepz: 120"), ("world.yaml", "seat: agant")} <= shown
    assert shop.scene(0, {}) is not None
    path.write_text(text, encoding="utf-8")
    assert shop.reload()
    assert shop.standing()["problems"] == []
    assert not shop.reload()


def test_a_world_that_never_was_in_order(folder: Path, serve: Serve) -> None:
    """There is a page even then: it has the problems and no company."""
    (folder / "brief.md").unlink()
    with serve(folder) as address:
        standing = json.loads(ask(address, "/api/standing").body)
        assert not standing["good"]
        assert standing["problems"][0]["path"] == "brief.md"
        assert ask(address, "/api/overview").status == 404


def test_whatever_fails_while_half_a_file_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody thought of is a problem that is shown; it does not end the preview."""
    shop = workshop(folder)
    monkeypatch.setattr(shop, "_load", lambda: 1 / 0)
    assert shop.reload()
    assert "ZeroDivisionError" in shop.problems[0]["message"]


async def test_news() -> None:
    """A page that comes late gets the latest at once, then every change, and is let go at the end."""
    news = News("one")
    news.tell("two")
    lines = news._lines()
    assert await anext(lines) == 'data: "two"\n\n'
    waiting = asyncio.ensure_future(anext(lines))
    await asyncio.sleep(0)
    news.tell("three")
    assert await waiting == 'data: "three"\n\n'
    news.close()
    assert [line async for line in lines] == []


def test_what_counts_as_a_change(folder: Path) -> None:
    """Saving in place and by renaming are noticed, and so are new and gone files; an editor's dot files are not."""
    seen = look(folder)
    (folder / ".world.yaml.swp").write_text("x", encoding="utf-8")
    assert look(folder) == seen
    (folder / "new.md").write_text("x", encoding="utf-8")
    (folder / "brief.tmp").write_text((folder / "brief.md").read_text(encoding="utf-8"), encoding="utf-8")
    after = look(folder)
    assert after != seen
    os.replace(folder / "brief.tmp", folder / "brief.md")
    renamed = look(folder)
    assert renamed != after
    (folder / "new.md").unlink()
    assert look(folder) not in (seen, renamed)
    assert look(folder / "nowhere") == look(folder / "nobody")


async def test_many_small_writes_are_one_change(folder: Path) -> None:
    """Whoever watches is told once for a burst of writes, after the folder has settled."""
    told: list[str] = []
    bursts = 0

    async def note() -> None:
        told.append(look(folder))

    watching = asyncio.create_task(watch(folder, note))
    while not told:
        bursts += 1
        for number in range(5):
            (folder / "brief.md").write_text(f"{bursts} {number}", encoding="utf-8")
        await asyncio.sleep(0.5)
    watching.cancel()
    assert look(folder) in told
    assert len(told) <= bursts


def test_a_port_that_is_taken() -> None:
    """It is said which, and what would be right."""
    first = PageServer(lambda *a: None, lambda: None)  # type: ignore[arg-type, return-value]
    port = urlsplit(first.address).port
    with pytest.raises(InvalidConfiguration, match=f"port {port} cannot be used"):
        PageServer(lambda *a: None, lambda: None, port)  # type: ignore[arg-type, return-value]
    first._door.close()
