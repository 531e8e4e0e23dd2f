"""When faults strike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talkover.sandbox import FAULT_NAMES, Faults
from tests.talkover.sandbox.asking import ask, small

if TYPE_CHECKING:
    from talkover.sandbox import Sandbox

pytestmark = pytest.mark.anyio


async def statuses(sandbox: Sandbox, times: int) -> list[int]:
    return [(await ask(sandbox, "/agents")).status_code for _ in range(times)]


async def test_queued_faults_strike_one_request_each_and_ok_lets_one_pass() -> None:
    sandbox = small(5)
    sandbox.fail_next("503", "ok", "500")

    assert await statuses(sandbox, 4) == [503, 200, 500, 200]


async def test_health_strangers_and_overruns_use_up_no_queued_fault() -> None:
    sandbox = small(5, rate_limit=1)
    await statuses(sandbox, 1)
    sandbox.fail_next("503")
    await ask(sandbox, "/health")
    await ask(sandbox, "/agents", token=None)
    await ask(sandbox, "/agents")
    sandbox.limits.limit = 2

    assert await statuses(sandbox, 1) == [503]


async def test_a_rate_of_faults_is_kept_and_the_same_every_time() -> None:
    faults = Faults(rate=0.3, rate_faults=("503", "500"))
    one = await statuses(small(5, faults=faults, rate_limit=1000), 200)
    two = await statuses(small(5, faults=faults, rate_limit=1000), 200)

    assert one == two
    assert set(one) == {200, 500, 503}
    assert 35 < sum(status != 200 for status in one) < 85


async def test_faults_can_be_replaced_while_it_runs() -> None:
    sandbox = small(5, faults=Faults(always=("500",)))
    before = await statuses(sandbox, 2)
    sandbox.faults = Faults(next=("503",))

    assert before == [500, 500]
    assert await statuses(sandbox, 2) == [503, 200]
    assert sandbox.faults == Faults(next=("503",))


def test_an_unknown_fault_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(ValueError, match="unknown fault '418'; there are: 429, 500"):
        Faults(always=("418",))
    with pytest.raises(ValueError, match="unknown fault"):
        Faults(always=("ok",))
    with pytest.raises(ValueError, match="unknown fault"):
        small(0).fail_next("418")
    with pytest.raises(ValueError, match="from 0 to 1"):
        Faults(rate=30)
    with pytest.raises(ValueError, match="rate_faults"):
        Faults(rate=0.5, rate_faults=())


def test_fault_names_are_the_contract() -> None:
    assert len(set(FAULT_NAMES)) == len(FAULT_NAMES) == 21
