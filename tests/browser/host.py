"""A browser, and in it a page that hosts the dashboard as a chat application does."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

from server.dashboard import dashboard_html

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
_BUNDLE = HERE / "out" / "host.js"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AROUND = """<!doctype html><html lang="en"><title>Host</title>
<style>body { margin: 0 } iframe { display: block; width: 100%; border: 0 }</style>"""
_PATIENCE = 5_000  # ms: what has not happened by then does not happen
SERVER_TOOLS: dict[str, Any] = {"serverTools": {}}


def host_script() -> str:
    """Return the host page's script with the official bridge in it; builds it when it is not there.

    Raises RuntimeError where npm is missing.
    """
    sources = [HERE / "host.js", HERE / "package.json"]
    newest = max(source.stat().st_mtime for source in sources)
    if not (AXE.exists() and _BUNDLE.exists() and _BUNDLE.stat().st_mtime >= newest):
        if not shutil.which("npm"):
            raise RuntimeError("The host page is bundled with npm: install Node 20 or newer.")
        for step in (
            "install --no-package-lock --ignore-scripts --no-audit --no-fund",
            "run build",
        ):
            command = ["npm", *step.split()]
            subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    return _BUNDLE.read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, headless, for as long as the context lasts."""
    found = shutil.which("chromium")
    if not found:
        raise RuntimeError("No chromium on the PATH: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


class Host:
    """A host page with one dashboard in it; remembers what went wrong or out of the browser."""

    def __init__(self, context: BrowserContext, script: str) -> None:
        context.set_default_timeout(_PATIENCE)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.set_content(_AROUND)
        self.page.evaluate(script)

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def open(
        self, capabilities: dict[str, Any] | None = None, context: dict[str, Any] | None = None
    ) -> Frame:
        """Load the dashboard into a sandboxed frame and return it after the handshake."""
        offered = SERVER_TOOLS if capabilities is None else capabilities
        self.tell("open", dashboard_html(), offered, context or {})
        self.page.wait_for_function("() => window.host.seen.initialized")
        return self.page.frames[1]

    def tell(self, action: str, *arguments: object) -> None:
        """Call a function of host.js and wait for what it promises."""
        call = (
            "([action, given]) => Promise.resolve(window.host[action](...given)).then(() => null)"
        )
        self.page.evaluate(call, [action, list(arguments)])

    def seen(self) -> dict[str, Any]:
        """Return what the host has recorded of the view so far."""
        recorded: dict[str, Any] = self.page.evaluate("() => window.host.seen")
        return recorded
