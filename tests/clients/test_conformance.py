"""The official conformance suite: against the real server, and against its assembly with fixtures."""

import pytest

from .conftest import RunNode
from .process import HERE, MODULES

pytestmark = pytest.mark.clients

REVISION = "2026-07-28"
HANDSHAKE_SUITE = str(MODULES / "conformance-handshake" / "dist" / "index.js")
EXPECTED = HERE / "conformance"
NEED_NO_FIXTURES = [
    "caching",
    "completion-complete",
    "dns-rebinding-protection",
    "http-header-validation",
    "prompts-list",
    "resources-list",
    "sep-2164-resource-not-found",
    "tools-list",
]
HANDSHAKE_NEEDS_NO_FIXTURES = [
    "server-initialize",
    "ping",
    "completion-complete",
    "tools-list",
    "resources-list",
    "prompts-list",
    "dns-rebinding-protection",
]


@pytest.mark.parametrize("scenario", NEED_NO_FIXTURES)
def test_the_real_server_keeps_to_the_newest_revision(
    node: RunNode, server_url: str, scenario: str
) -> None:
    done = node(
        "conformance", "server", "--url", server_url, "--scenario", scenario, "--spec-version", REVISION
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout


@pytest.mark.parametrize("scenario", HANDSHAKE_NEEDS_NO_FIXTURES)
def test_the_real_server_keeps_to_the_handshake_versions(
    node: RunNode, server_url: str, scenario: str
) -> None:
    done = node("node", HANDSHAKE_SUITE, "server", "--url", server_url, "--scenario", scenario)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout


def test_our_assembly_passes_all_that_the_newest_revision_requires(
    node: RunNode, fixture_server_url: str
) -> None:
    known = str(EXPECTED / "expected_failures_2026.yaml")
    target = ("--url", fixture_server_url, "--requirements", REVISION)

    done = node("conformance", "server", *target, "--expected-failures", known)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "✓ tools-call-with-progress" in done.stdout


def test_our_assembly_passes_all_of_the_handshake_versions_that_it_offers(
    node: RunNode, fixture_server_url: str
) -> None:
    known = str(EXPECTED / "expected_failures_handshake.yaml")

    done = node(
        "node", HANDSHAKE_SUITE, "server", "--url", fixture_server_url, "--expected-failures", known
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "✓ tools-call-with-progress" in done.stdout
