"""The rules by which a campaign calls again, and whom it never calls: as data."""

from typing import Any, Final

from talkover.models import CampaignDetail
from tools.kit.text import clean

COOLDOWNS: Final = ("success", "voicemail", "no_answer", "busy", "failed")
MAX_TRIGGERS: Final = 12


def cooldowns(campaign: CampaignDetail) -> dict[str, int]:
    """Hours before a contact is called again, by how the last call ended."""
    hours = {name: getattr(campaign, f"{name}_cooldown_hours") for name in COOLDOWNS}
    if campaign.enable_post_completion_cooldown:
        hours["post_completion"] = campaign.post_completion_cooldown_hours
    return {name: value for name, value in hours.items() if value is not None}


def do_not_call(campaign: CampaignDetail) -> dict[str, Any]:
    """The do-not-call list; what adds a number to it is told only where something may."""
    adds = campaign.auto_add_to_dnc_enabled
    rules: dict[str, Any] = {
        "enabled": campaign.do_not_call_enabled,
        "list": clean(campaign.do_not_call_list_source) or None,
        "auto_add": adds,
        "auto_add_after": _cleaned(campaign.auto_dnc_trigger_statuses) if adds else None,
        "auto_add_on_errors": _cleaned(campaign.auto_dnc_trigger_errors) if adds else None,
    }
    return {name: value for name, value in rules.items() if value is not None}


def _cleaned(words: tuple[str, ...]) -> list[str] | None:
    return [clean(word, 40) for word in words[:MAX_TRIGGERS]] or None
