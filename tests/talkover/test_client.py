"""The client as a whole: pages, all pages, single campaigns, and leaving nothing behind."""

import asyncio
from datetime import UTC, date, datetime

import anyio
import httpx
import pytest
from anyio.lowlevel import checkpoint

from talkover.client import SPARE_PAGES, Filters, TalkoverClient
from talkover.errors import MissingTokenError, NotFoundError
from talkover.models import Agent, Call, Campaign, CampaignDetail
from talkover.sandbox import SANDBOX_BASE_URL, Faults, Sandbox
from tests.conftest import sandbox_client
from tests.talkover.asking import TOKEN, mock_client, wire_campaign, wire_page
from tests.talkover.loopback import listening

pytestmark = pytest.mark.anyio


async def test_each_list_is_a_page_of_its_own_records(sandbox: Sandbox) -> None:
    async with sandbox_client(sandbox) as client:
        campaigns = await client.campaigns.list(page=2, per_page=15)
        calls = await client.calls.list()
        agents = await client.agents.list(per_page=100)

    assert [record.id for record in campaigns.items] == [
        record["id"] for record in sandbox.data.campaigns[15:30]
    ]
    assert (campaigns.page, campaigns.per_page) == (2, 15)
    assert campaigns.total == len(sandbox.data.campaigns)
    assert (type(campaigns.items[0]), type(calls.items[0])) == (Campaign, Call)
    assert [type(agent) for agent in agents.items] == [Agent] * len(sandbox.data.agents)
    assert campaigns.as_of <= datetime.now(UTC)


async def test_filters_go_out_by_the_apis_names_and_those_without_value_stay_behind(
    sandbox: Sandbox,
) -> None:
    filters: Filters = {"status": "active", "date_from": date(2026, 3, 1), "search": None}

    async with sandbox_client(sandbox) as client:
        page = await client.campaigns.list(filters)

    expected = {"status": "active", "date_from": "2026-03-01", "per_page": "20", "page": "1"}
    assert sandbox.requests[0].query == expected
    assert {record.status for record in page.items} == {"active"}


async def test_a_page_past_the_last_is_empty_and_not_an_error(sandbox: Sandbox) -> None:
    async with sandbox_client(sandbox) as client:
        page = await client.campaigns.list(page=99)

    assert page.items == ()
    assert page.total == len(sandbox.data.campaigns)


async def test_iter_brings_every_record_once_in_order(sandbox: Sandbox) -> None:
    async with sandbox_client(sandbox) as client:
        ids = [record.id async for record in client.campaigns.iter(per_page=7)]
        drafts = [record async for record in client.campaigns.iter({"status": "draft"})]

    assert ids == [record["id"] for record in sandbox.data.campaigns]
    assert {record.status for record in drafts} <= {"draft"}


async def test_iter_drops_what_moves_from_one_page_to_the_next() -> None:
    pages = {"1": ["a", "b"], "2": ["b", "c"], "3": ["d"]}  # "new" came in before "a" meanwhile

    def handle(request: httpx.Request) -> httpx.Response:
        number = request.url.params["page"]
        records = [wire_campaign(id=id_) for id_ in pages[number]]
        return httpx.Response(
            200, json=wire_page(*records, current_page=int(number), last_page=3, total=5)
        )

    async with mock_client(handle) as client:
        ids = [record.id async for record in client.campaigns.iter(per_page=2)]

    assert ids == ["a", "b", "c", "d"]


async def test_iter_goes_on_when_the_list_grows() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        last = min(number + 1, 4)
        page = wire_page(
            wire_campaign(id=f"c{number}"), current_page=number, last_page=last, total=4
        )
        return httpx.Response(200, json=page)

    async with mock_client(handle) as client:
        ids = [record.id async for record in client.campaigns.iter(per_page=1)]

    assert ids == ["c1", "c2", "c3", "c4"]


async def test_iter_ends_on_an_empty_page_even_if_more_are_promised() -> None:
    sandbox = Sandbox(campaigns=0, faults=Faults(always=("wrong_last_page",)))
    sandbox.data.campaigns.clear()

    async with sandbox_client(sandbox) as client:
        assert [record async for record in client.campaigns.iter()] == []

    assert len(sandbox.requests) == 1


async def test_iter_does_not_believe_in_a_list_without_end() -> None:
    sandbox = Sandbox(campaigns=20, rate_limit=10_000, faults=Faults(always=("endless_pages",)))

    async with sandbox_client(sandbox) as client:
        ids = [record.id async for record in client.campaigns.iter(per_page=10)]

    assert sorted(ids) == sorted({record["id"] for record in sandbox.data.campaigns})
    assert len(sandbox.requests) == 2 + SPARE_PAGES


async def test_get_brings_the_detail_form_and_when_it_was_read(sandbox: Sandbox) -> None:
    wanted = next(record for record in sandbox.data.campaigns if record["status"] == "active")

    async with sandbox_client(sandbox) as client:
        detail, as_of = await client.campaigns.get(wanted["id"])

    assert type(detail) is CampaignDetail
    assert (detail.id, detail.name is not None) == (wanted["id"], True)
    assert detail.do_not_call_enabled is not None
    assert as_of.tzinfo is UTC


@pytest.mark.parametrize(
    "campaign_id", ["no-such-id", "a/b", "../agents", "a?b=c", "a#b", "%2e", "é"]
)
async def test_an_id_that_does_not_exist_is_not_found_and_reaches_no_other_address(
    sandbox: Sandbox, campaign_id: str
) -> None:
    async with sandbox_client(sandbox) as client:
        with pytest.raises(NotFoundError):
            await client.campaigns.get(campaign_id)

    assert sandbox.requests[0].path.startswith("/api/v1/campaigns/")
    assert sandbox.requests[0].query == {}


@pytest.mark.parametrize("campaign_id", ["", ".", ".."])
async def test_an_id_that_a_path_would_swallow_is_not_sent(
    sandbox: Sandbox, campaign_id: str
) -> None:
    async with sandbox_client(sandbox) as client:
        with pytest.raises(NotFoundError):
            await client.campaigns.get(campaign_id)

    assert sandbox.requests == []


@pytest.mark.parametrize("token", [None, ""])
async def test_without_a_token_every_read_says_so_and_nothing_is_sent(
    sandbox: Sandbox, token: str | None
) -> None:
    async with sandbox_client(sandbox, token=token) as client:
        with pytest.raises(MissingTokenError):
            await client.campaigns.list()
        with pytest.raises(MissingTokenError):
            await client.campaigns.get("c1")

    assert sandbox.requests == []


async def test_two_clients_do_not_read_each_others_answers(sandbox: Sandbox) -> None:
    async with sandbox_client(sandbox, cache_seconds=30) as first:
        await first.campaigns.list()
    expired = sandbox_client(sandbox, token="talq_sandbox_other", cache_seconds=30)  # noqa: S106 - made up
    async with expired as second:
        await second.campaigns.list()

    assert len(sandbox.requests) == 2


async def test_an_address_that_is_not_acceptable_is_refused_when_the_client_is_made() -> None:
    with pytest.raises(ValueError, match="https"):
        TalkoverClient(TOKEN, "http://talkover.test")


async def tasks_beside(before: set[asyncio.Task[object]]) -> set[asyncio.Task[object]]:
    """The tasks that are there beside those before, once what ends at once has ended."""
    with anyio.move_on_after(2):
        while asyncio.all_tasks() - before:
            await checkpoint()
    return asyncio.all_tasks() - before


async def test_a_question_that_is_cancelled_hangs_up_and_leaves_no_task_behind() -> None:
    async with listening(None) as host:
        before = asyncio.all_tasks()
        async with TalkoverClient(TOKEN, host.url) as client:
            async with anyio.create_task_group() as group:
                group.start_soon(client.campaigns.list)
                group.start_soon(client.agents.list)
                await host.asked.wait()
                group.cancel_scope.cancel()
            with anyio.fail_after(2):
                await host.left.wait()

    assert await tasks_beside(before) == set()


async def test_a_question_that_is_cancelled_between_two_tries_is_not_tried_again() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=("503",), retry_after="9"))
    before = asyncio.all_tasks()
    client = TalkoverClient(TOKEN, SANDBOX_BASE_URL, transport=sandbox.transport())

    async with client, anyio.create_task_group() as group:
        group.start_soon(client.campaigns.list)
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()

    assert len(sandbox.requests) == 1
    assert await tasks_beside(before) == set()


async def test_after_a_cancelled_question_the_client_and_its_budget_work_on() -> None:
    sandbox = Sandbox(campaigns=20, rate_limit=30, faults=Faults(next=("silence",) * 10))

    async with sandbox_client(sandbox) as client:
        async with anyio.create_task_group() as group:
            for page in range(10):
                group.start_soon(lambda number: client.campaigns.list(page=number), page + 1)
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()
        answered = [await client.campaigns.list(page=page + 1) for page in range(20)]

    assert len(answered) == 20
    assert sandbox.overruns == 0
