"""Draws docs/images/report-*.png from a report, in Chromium: python docs/make_report_images.py REPORT.html"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).with_name("images")
SIZE = {"width": 900, "height": 980}
COLOURS = 64

SHOTS = (("report-light", "light", "#rates"), ("report-dark", "dark", "#transcripts"))
"""Name of the image, theme, and the section at its top."""


def draw(browser: Browser, address: str, name: str, theme: str, place: str) -> None:
    """One picture, in few colours so that it stays small."""
    page = browser.new_page(viewport=SIZE, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{address}{place}")
    shot = Image.open(BytesIO(page.screenshot()))
    shot.convert("RGB").quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)
    page.close()


if __name__ == "__main__":
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for shot in SHOTS:
            draw(chromium, Path(sys.argv[1]).resolve().as_uri(), *shot)
        chromium.close()
