"""Finding the campaign that a person means, by id or by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from talkover.client import MAX_PER_PAGE, TalkoverClient
from talkover.errors import NotFoundError
from talkover.models import Campaign, CampaignDetail
from talkover.pages import Coverage, walk
from tools.campaign.near import Near, searches_for
from tools.definition import ToolFault
from tools.kit.campaigns import campaign_rows, campaign_table
from tools.kit.filters import loosen_advice
from tools.kit.names import display_name
from tools.kit.numbers import count
from tools.kit.text import NOTICE, clean, quote, unquoted

_MAX_CHOICES: Final = 10
_MAX_PAGES: Final = 5
"""Pages of campaigns that are looked through for a name."""
_LIKE_AN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


async def find_campaign(
    client: TalkoverClient, wanted: str, seconds: float | None
) -> tuple[CampaignDetail, datetime]:
    """The campaign with this id, or this name: exact first, then the only one that holds it.

    `seconds` bounds the reading of pages (None: as long as it takes).

    Raises:
        ToolFault: none matches (the nearest names are offered), or several do (they are listed).
        TalkoverError: Talkover could not be asked.
    """
    for campaign_id in _ids(unquoted(wanted)):
        try:
            return await client.campaigns.get(campaign_id)
        except NotFoundError:
            pass  # it may be a name that looks like an id
    return await client.campaigns.get((await _by_name(client, wanted, seconds)).id)


def _ids(wanted: str) -> list[str]:
    """The ids that may be meant: a UUID is the same in upper case."""
    if not _LIKE_AN_ID.fullmatch(wanted):
        return []
    return list(dict.fromkeys([wanted, wanted.lower() if _UUID.fullmatch(wanted) else wanted]))


@dataclass
class _Mentions:
    """Campaigns whose shown name holds a text (a `Sink` of `talkover.pages.walk`)."""

    shown: str
    found: list[Campaign] = field(default_factory=list)

    def add(self, campaign: Campaign) -> None:
        if self.shown.casefold() in display_name(campaign.name).casefold():
            self.found.append(campaign)


async def _by_name(client: TalkoverClient, wanted: str, seconds: float | None) -> Campaign:
    plain = unquoted(wanted) or wanted
    for name in dict.fromkeys((wanted, plain)):
        shown = clean(name)
        mentions, coverage = await walk(
            client.campaigns,
            {"search": name.removesuffix("…")},  # a long name as answers show it
            partial(_Mentions, shown),
            seconds=seconds,
            max_pages=_MAX_PAGES,
        )
        seen = "" if coverage.complete else _seen(coverage.counted, coverage.total)
        if found := _pick(mentions, name, seen):
            return found
    return await _look_around(client, plain, coverage)


def _seen(counted: int, total: int) -> str:
    return f" among {counted:,} of {count(total, 'campaign')} looked through"


def _pick(mentions: _Mentions, wanted: str, seen: str) -> Campaign | None:
    """The one that is meant; None if there is none. `seen` says how many of all were looked
    through; it is empty where that is all of them.

    Raises:
        ToolFault: several may be meant, or there may be more than were looked through.
    """
    shown = mentions.shown
    for candidates in (
        [c for c in mentions.found if c.name == wanted],
        [c for c in mentions.found if display_name(c.name) == shown],
        [c for c in mentions.found if display_name(c.name).casefold() == shown.casefold()],
        mentions.found,
    ):
        if len(candidates) == 1 and not seen:
            return candidates[0]
        if candidates:
            raise ToolFault(_choices(shown, candidates, seen))
    return None


async def _look_around(client: TalkoverClient, wanted: str, coverage: Coverage) -> Campaign:
    """Search word by word, then among the newest: Talkover finds no name that is stored otherwise
    than it is shown (with a line break, say), and none with a slip in it.

    Raises:
        ToolFault: there is none; names that come near are offered.
    """
    shown = clean(wanted)
    near = Near(shown)
    searches = [] if coverage.timed_out else [*searches_for(shown), None]
    for search in searches:
        page = await client.campaigns.list({"search": search}, per_page=MAX_PER_PAGE)
        if search is None and not page.total:
            raise ToolFault(f"There is no campaign {quote(shown)}: {loosen_advice({})}")
        mentions = _Mentions(shown)
        for campaign in page.items:
            mentions.add(campaign)
        seen = "" if len(page.items) >= page.total else _seen(len(page.items), page.total)
        if found := _pick(mentions, wanted, seen):
            return found
        near.add(page.items)
        if near.is_sure:
            break
    raise ToolFault(_none(shown, near, coverage))


def _none(shown: str, near: Near, coverage: Coverage) -> str:
    scope, gone = _seen(coverage.counted, coverage.total), ""
    if coverage.complete:
        scope, gone = "", "; it may have been deleted"
    return f"No campaign{scope} has the id or name {quote(shown)}{gone}. {near.advice()}"


def _choices(wanted: str, candidates: Sequence[Campaign], seen: str) -> str:
    rows = campaign_rows(candidates[:_MAX_CHOICES], full=False)
    table = campaign_table(rows, hidden=(), with_id={row.id for row in rows})
    more = len(candidates) - len(rows)
    left = f"\nAnd {count(more, 'more campaign')}{seen}." if more > 0 else ""
    if seen and not left:
        left = f"\nNo other{seen}."
    who = (
        "Several campaigns"
        if len(candidates) > 1
        else "This campaign and others not looked through"
    )
    return (
        f"{who} may be meant by {quote(wanted)}; ask again with the id of the right one."
        f" {NOTICE}\n{table}{left}"
    )
