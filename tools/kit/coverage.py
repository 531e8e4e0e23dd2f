"""How much of the whole an answer saw, in words and in data. A part never passes for the whole."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.errors import RateBudgetError, RateLimitError, TalkoverError
from talkover.pages import Coverage
from tools.kit.advice import advice, seconds_text
from tools.kit.numbers import count

_MOVED: Final = (
    "Records were added or removed while they were read, or Talkover counts more than it sends."
)


_SHELL: Final = ", or run `talkover-mcp report` in a shell: it waits as long as it takes"


class CoverageNote(BaseModel):
    """What was counted of what matches; `missing` and `advice` only where something is."""

    model_config = ConfigDict(frozen=True)

    complete: bool
    campaigns_matching: int = Field(description="that match, as Talkover counts them")
    campaigns_counted: int
    pages_read: int
    pages: int
    missing: str | None = None
    advice: str | None = None


def coverage_note(coverage: Coverage) -> CoverageNote:
    """The coverage of a walk over campaigns."""
    return CoverageNote(
        complete=coverage.complete,
        campaigns_matching=coverage.total,
        campaigns_counted=coverage.counted,
        pages_read=coverage.pages_read,
        pages=coverage.pages,
        missing=None if coverage.complete else missing_text(coverage, "campaign"),
        advice=None if coverage.complete else how_to_see_all(coverage, _SHELL),
    )


def missing_text(coverage: Coverage, noun: str) -> str:
    """What is missing and why, in one or two sentences."""
    lacking = coverage.total - coverage.counted
    if lacking > 0:
        said = f"{count(lacking, noun)} of {coverage.total:,} not counted"
    elif lacking < 0:
        said = f"{count(coverage.counted, noun)} counted where Talkover says {coverage.total:,}"
    else:
        said = (
            f"Of the {count(coverage.counted, noun)} counted some may be gone, and new ones missing"
        )
    unread = coverage.pages - coverage.pages_read
    if unread > 0:
        said += f" ({unread} of {count(coverage.pages, 'page')} not read)"
    return f"{said}. {_reason(coverage)}"


def how_to_see_all(coverage: Coverage, or_else: str = "") -> str:
    """What to do to get the rest; `or_else` is another way, where there is one."""
    error = coverage.error
    if isinstance(error, RateBudgetError) and coverage.pages > error.limit:
        return (
            f"Narrow the filters: {count(coverage.pages, 'page')} are needed and the limit is"
            f" {count(error.limit, 'request')} a minute{or_else}."
        )
    wait = _seconds_to_wait(error)
    if wait:
        return f"Ask again in {wait}{or_else}."
    if coverage.timed_out:
        return f"Narrow the filters so that fewer match{or_else}."
    if error is None:
        return "Ask once more; if the same is missing, Talkover's total is wrong."
    return "If it goes on, narrow the filters so that fewer pages are needed."


def _reason(coverage: Coverage) -> str:
    if coverage.timed_out:
        return "The time for one answer ran out."
    return _MOVED if coverage.error is None else _error_reason(coverage.error)


def _error_reason(error: TalkoverError) -> str:
    wait = _seconds_to_wait(error)
    return f"The rate limit of the token is used up for the next {wait}." if wait else advice(error)


def _seconds_to_wait(error: TalkoverError | None) -> str:
    if isinstance(error, RateBudgetError | RateLimitError):
        return seconds_text(error.retry_after)
    return ""
