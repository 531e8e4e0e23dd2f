"""The watch over the whole suite sees what it should; and what is not exported needs none."""

import logging

import pytest
from mcp import Client, MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, TextContent
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from talkover.sandbox import Sandbox
from tests.hardening.asking import questions, sound
from tests.token_watch import MARKER, SECRET, LogWatch, passed_or_leaked, watched


@pytest.mark.parametrize(
    ("said", "leaked"),
    [("Bearer x", False), (SECRET[5:17], True), (MARKER, True)],
    ids=["neither", "a part", "the token"],
)
def test_the_watch_itself_sees_a_token_and_a_part_of_it(said: str, leaked: bool) -> None:
    watch = LogWatch()
    watch.handle(logging.makeLogRecord({"msg": "said: %s", "args": (said,)}))
    assert bool(watch.leaks) is leaked
    for sections, logged in ([("Captured stdout call", said)], LogWatch()), ([], watch):
        report = pytest.TestReport("id", ("file", 1, "id"), {}, "passed", None, "call", sections)
        assert passed_or_leaked(report, logged).failed is leaked


@pytest.mark.anyio
async def test_the_watch_sees_a_token_in_an_answer_and_in_an_error() -> None:
    async def answer(text: str) -> CallToolResult:
        return CallToolResult(content=[TextContent(type="text", text=text)])

    async def refuse(text: str) -> CallToolResult:
        raise MCPError(INVALID_PARAMS, text)

    assert await watched(answer)("fine") == await answer("fine")
    with pytest.raises(AssertionError, match="the token stands in an answer"):
        await watched(answer)(f"It is {SECRET}.")
    with pytest.raises(AssertionError, match="the token stands in an answer"):
        await watched(refuse)(f"It is {SECRET}.")


@pytest.mark.parametrize("question", ["call_tool", "read_resource", "get_prompt", "complete"])
def test_every_answer_of_the_suite_is_watched(question: str) -> None:
    assert hasattr(getattr(Client, question), "__wrapped__")


def test_whatever_is_logged_in_a_test_is_watched_at_every_level() -> None:
    watches = [handler for handler in logging.root.handlers if isinstance(handler, LogWatch)]
    seen = [watch.seen for watch in watches]
    logging.getLogger("any.library").debug("something")
    assert [watch.seen for watch in watches] == [count + 1 for count in seen] != []


@pytest.mark.anyio
async def test_the_sdk_exports_no_metrics_that_could_hold_a_token(assistant: Client) -> None:
    reader = InMemoryMetricReader()
    metrics.set_meter_provider(MeterProvider(metric_readers=[reader]))
    for tool, arguments in questions(Sandbox(campaigns=5)).items():
        await sound(assistant, tool, arguments)
    await assistant.read_resource("talkover://guide")
    assert reader.get_metrics_data() is None, "now it does: search them as the spans are"
