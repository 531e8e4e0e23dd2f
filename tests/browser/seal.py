"""Writes the hashes of the page's script and style into its policy: python -m tests.browser.seal"""

from pathlib import Path

from server.dashboard import dashboard_html, sealed

PAGE = Path(__file__).parents[2] / "server" / "dashboard" / "report.html"

if __name__ == "__main__":
    PAGE.write_text(sealed(dashboard_html()), encoding="utf-8")
