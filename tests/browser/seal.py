"""Writes the hashes of the page's script and style into its policy: python -m tests.browser.seal"""

import base64
import hashlib
import re
from pathlib import Path

from server.dashboard import dashboard_html

PAGE = Path(__file__).parents[2] / "server" / "dashboard" / "report.html"


def sealed(page: str) -> str:
    """Return the page with the hashes of its script and style in its Content-Security-Policy.

    After an edit of report.html: `python -m tests.browser.seal`.
    """
    for element in ("script", "style"):
        inline = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        if inline is None:
            raise ValueError(f"The page has no inline <{element}>.")
        digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
        page = re.sub(rf"{element}-src 'sha256-[^']*'", f"{element}-src 'sha256-{digest}'", page)
    return page


if __name__ == "__main__":
    PAGE.write_text(sealed(dashboard_html()), encoding="utf-8")
