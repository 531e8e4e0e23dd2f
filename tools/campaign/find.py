"""Finding the campaign that a person means, by id or by name."""

import heapq
import re
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from talkover.client import MAX_PER_PAGE, TalkoverClient
from talkover.errors import NotFoundError
from talkover.models import Campaign, CampaignDetail
from talkover.pages import walk
from tools.definition import ToolFault
from tools.kit.campaigns import campaign_rows, campaign_table
from tools.kit.filters import loosen_advice
from tools.kit.names import display_name
from tools.kit.numbers import count
from tools.kit.text import NOTICE, clean, quote

_MAX_CHOICES: Final = 10
_MAX_PAGES: Final = 5
"""Pages of campaigns that are looked through for a name."""
_LIKE_AN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_MAX_NEAR: Final = 3
_NEAR: Final = 0.6
"""How alike a name must be to be offered (difflib's ratio)."""


async def find_campaign(client: TalkoverClient, wanted: str) -> tuple[CampaignDetail, datetime]:
    """The campaign with this id, or this name: exact first, then the only one that holds it.

    Raises:
        ToolFault: none matches (the nearest names are offered), or several do (they are listed).
        TalkoverError: Talkover could not be asked.
    """
    if _LIKE_AN_ID.fullmatch(wanted):
        try:
            return await client.campaigns.get(wanted)
        except NotFoundError:
            pass  # it may be a name that looks like an id
    return await client.campaigns.get((await _by_name(client, wanted)).id)


@dataclass
class _Mentions:
    """Campaigns whose shown name holds a text (a `Sink` of `talkover.pages.walk`)."""

    shown: str
    found: list[Campaign] = field(default_factory=list)

    def add(self, campaign: Campaign) -> None:
        if self.shown.casefold() in display_name(campaign.name).casefold():
            self.found.append(campaign)


async def _by_name(client: TalkoverClient, wanted: str) -> Campaign:
    shown = clean(wanted)
    mentions, coverage = await walk(
        client.campaigns,
        {"search": wanted.removesuffix("…")},  # a long name as answers show it
        lambda: _Mentions(shown),
        max_pages=_MAX_PAGES,
    )
    for candidates in (
        [c for c in mentions.found if c.name == wanted],
        [c for c in mentions.found if display_name(c.name) == shown],
        [c for c in mentions.found if display_name(c.name).casefold() == shown.casefold()],
        mentions.found,
    ):
        if len(candidates) == 1 and coverage.complete:
            return candidates[0]
        if candidates:
            raise ToolFault(_choices(shown, candidates))
    raise ToolFault(await _nearest(client, shown))


def _choices(wanted: str, candidates: list[Campaign]) -> str:
    rows = campaign_rows(candidates[:_MAX_CHOICES], full=False)
    table = campaign_table(rows, hidden=(), with_id={row.id for row in rows})
    more = len(candidates) - len(rows)
    left = f"\nAnd {count(more, 'more campaign')}." if more > 0 else ""
    who = (
        "Several campaigns"
        if len(candidates) > 1
        else "This campaign and others not looked through"
    )
    return (
        f"{who} may be meant by {quote(wanted)}; ask again with the id of the right one."
        f" {NOTICE}\n{table}{left}"
    )


async def _nearest(client: TalkoverClient, wanted: str) -> str:
    """Say that nothing matches, and offer names that come near, from the newest campaigns."""
    page = await client.campaigns.list(per_page=MAX_PER_PAGE)
    if not page.total:
        return f"There is no campaign {quote(wanted)}: {loosen_advice({})}"

    def likeness(campaign: Campaign) -> float:
        return _likeness(wanted, display_name(campaign.name))

    close = [c for c in heapq.nlargest(_MAX_NEAR, page.items, likeness) if likeness(c) >= _NEAR]
    offered = ", ".join(f"{quote(display_name(c.name))} (id {c.id})" for c in close)
    near = f" Nearest names among {len(page.items)} campaigns: {offered}." if close else ""
    return (
        f"No campaign has the id or name {quote(wanted)}; it may have been deleted.{near}"
        " Find it with list_campaigns (argument search: a word of its name)."
    )


def _likeness(wanted: str, name: str) -> float:
    """How alike two names are from 0 to 1; one word of many may be meant."""
    parts = [name, *name.split()]
    return max(SequenceMatcher(None, wanted.casefold(), part.casefold()).ratio() for part in parts)
