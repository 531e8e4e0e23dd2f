"""Draws the dashboard for the README: python -m tests.browser.screenshot [FOLDER]

Without a folder: docs/dashboard.png (1,000 pixels, light), made small by pngquant (apt-get install
pngquant). With one: several widths, both themes, to look at.
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser

from .host import Host, chromium, host_script
from .sample import report, result

_README = Path(__file__).parents[2] / "docs" / "dashboard.png"
_PARTIAL = {
    "complete": False,
    "campaigns_matching": 1_240,
    "campaigns_counted": 500,
    "pages_read": 5,
    "pages": 13,
    "missing": "740 campaigns on pages 6 to 13 were not read: the rate limit left room for 5 pages.",
    "advice": "Ask again in 42 seconds, or narrow the report by status or type.",
}


def draw(browser: Browser, path: Path, *, width: int, theme: str, partial: bool = False) -> None:
    """Draw the page at a width in CSS pixels, as a host with that theme shows it."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    host = Host(context, host_script())
    frame = host.open(context={"theme": theme})
    host.tell("input", {"group_by": "agent", "order": "worst", "min_calls": 20})
    host.tell("result", result(report(coverage=_PARTIAL) if partial else report()))
    frame.get_by_text("Report updated").wait_for()
    height = host.page.locator("iframe").evaluate("frame => frame.offsetHeight")
    host.page.set_viewport_size({"width": width, "height": height})
    frame.evaluate(
        "() => new Promise(drawn => setTimeout(() => requestAnimationFrame(drawn), 300))"
    )
    host.page.screenshot(path=path, caret="initial")
    context.close()


if __name__ == "__main__":
    with chromium() as opened:
        if len(sys.argv) == 1:
            draw(opened, _README, width=1_000, theme="light")
            subprocess.run(
                ["pngquant", "--force", "--ext=.png", "--strip", "128", _README], check=True
            )
        else:
            for pixels in (320, 400, 640, 1_000):
                for shade in ("light", "dark"):
                    file = Path(sys.argv[1]) / f"{pixels}-{shade}.png"
                    draw(opened, file, width=pixels, theme=shade, partial=pixels in {400, 640})
