"""Draws the pictures of docs/view.md from the real page: python docs/make_view.py (needs Chromium and playwright)."""

import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import chdir
from pathlib import Path

from playwright.sync_api import sync_playwright

from corpsim.pages.serve import PageServer
from corpsim.pages.view.app import View
from corpsim.pages.view.library import Library

IMAGES = Path(__file__).resolve().with_name("images")
SIZE = {"width": 1240, "height": 760}
SHOTS = {
    "view-episode": ("light", "&ep=3&step=7&tab=truth&labels=1"),
    "view-two-runs": ("light", "&ep=3&vs=1&vsrun=runs/honest&labels=1&row=5"),
    "view-table": ("dark", "&labels=1&sort=labels&down=1"),
}


def shoot(address: str) -> None:
    """One picture of each place."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (theme, place) in SHOTS.items():
            page = browser.new_page(viewport=SIZE, color_scheme=theme)
            page.goto(f"{address}#run=runs/demo{place}")
            page.wait_for_selector('#main[aria-busy="false"]')
            page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for command in ("demo", "run leverage -a honest --out runs/honest"):
            subprocess.run([sys.executable, "-m", "corpsim.cli", *command.split()], check=True, capture_output=True)
        view = View(Library([Path("runs")]))
        server = PageServer(view.app, view.close)
        serving = threading.Thread(target=server.serve_page)
        serving.start()
        try:
            shoot(server.address)
        finally:
            server.should_exit = True
            serving.join()
