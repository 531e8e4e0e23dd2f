"""Something to fetch from, which can be made to wait or to fail."""

from datetime import UTC, datetime

import anyio

from talkover.cache import Answer, ReadCache
from talkover.errors import TalkoverError


class Source:
    """Answers 1, 2, 3 … once its gate is open, and counts how often it was asked."""

    def __init__(self, size: int = 10) -> None:
        self.asked = 0
        self.size = size
        self.gate = anyio.Event()
        self.gate.set()
        self.error: TalkoverError | None = None

    async def fetch(self) -> Answer:
        self.asked += 1
        number = self.asked
        await self.gate.wait()
        if self.error is not None:
            raise self.error from LookupError("why")
        return Answer({"number": number}, datetime.now(UTC), self.size)


async def number(cache: ReadCache, source: Source, path: str = "campaigns", **params: str) -> int:
    answer = await cache.read(path, params, source.fetch)
    return int(answer.data["number"])
