"""A believable report of 128 campaigns, in the form that `campaign_report` gives."""

from typing import Any

Report = dict[str, Any]

_GROUPS = [
    ("Ana Ferreira", 31, 9_412, 7_906, 1_482),
    ("Jonas Lindqvist", 27, 7_038, 5_471, 1_551),
    ("Support Desk (EMEA)", 24, 4_205, 3_318, 880),
    ("مساعد المبيعات", 19, 2_960, 2_149, 804),
    ("Renewals, North America, after-hours overflow line", 15, 1_184, 745, 439),
    ("Pilot", 12, 0, 0, 0),
]
_LONG = (
    "Post-installation satisfaction follow-up for fibre customers in the northern region "
    "who reported at least one outage"
)
_RANKING = [
    ("Win-back: lapsed subscribers", "paused", "sales", "Jonas Lindqvist", 418, 176, 242),
    ("Invoice reminder, second notice", "active", "reminder", "Ana Ferreira", 1_310, 668, 634),
    ("Renewals Q4, North America", "active", "sales", "Renewals, North America", 742, 401, 341),
    ("تجديد الاشتراك السنوي للعملاء في دبي", "active", "sales", "مساعد المبيعات", 655, 389, 261),
    (_LONG, "active", "follow_up", "Support Desk (EMEA)", 903, 566, 337),
    ("Spring renewal EMEA", "completed", "sales", "Ana Ferreira", 1_200, 804, 396),
    ("Trial ending in 3 days", "active", "reminder", "Ana Ferreira", 2_118, 1_483, 620),
    ("חידוש ביטוח רכב", "paused", "custom", "Jonas Lindqvist", 87, 63, 24),
    ("Webinar no-shows", "completed", "follow_up", "Support Desk (EMEA)", 512, 379, 133),
    ("Appointment reminder, dental", "active", "reminder", "Ana Ferreira", 1_866, 1_434, 428),
]


def _rate(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _group(name: str, campaigns: int, calls: int, completed: int, failed: int) -> Report:
    group: Report = {"group": name, "campaigns": campaigns, "calls": calls}
    group |= {"completed": completed, "failed": failed}
    if calls:
        total = sum(each[2] for each in _GROUPS)
        group |= {"success_rate": _rate(completed, calls), "share_of_calls": _rate(calls, total)}
    return group


def _totals() -> Report:
    _, *columns = zip(*_GROUPS, strict=True)
    campaigns, calls, completed, failed = (sum(map(int, column)) for column in columns)
    return {
        "campaigns": campaigns,
        "campaigns_without_calls": 14,
        "calls": calls,
        "completed": completed,
        "failed": failed,
        "in_flight": calls - completed - failed,
        "success_rate": _rate(completed, calls),
    }


def _ranked(rank: int, row: tuple[str, str, str, str, int, int, int]) -> Report:
    keys = ("name", "status", "campaign_type", "agent", "calls", "completed", "failed")
    rate = _rate(row[5], row[4])
    return {
        "rank": rank,
        "id": f"c-{rank}",
        **dict(zip(keys, row, strict=True)),
        "success_rate": rate,
    }


def report(**changes: object) -> Report:
    """Return a whole report, with top-level keys replaced by `changes`."""
    return {
        "as_of": "2026-11-23T16:40:05Z",
        "filters": {"date_from": "2026-01-01"},
        "coverage": {
            "complete": True,
            "campaigns_matching": 128,
            "campaigns_counted": 128,
            "pages_read": 2,
            "pages": 2,
        },
        "totals": _totals(),
        "group_by": "agent",
        "groups": [_group(*each) for each in _GROUPS],
        "rank_by": "success_rate",
        "order": "worst",
        "min_calls": 20,
        "ranking": [_ranked(rank, row) for rank, row in enumerate(_RANKING, start=1)],
        "ranked_of": 97,
        "below_min_calls": 31,
        "notes": ["2 active campaigns have not made a call yet: Autumn pilot, Loyalty test B."],
        "meaning": "Counts are totals since each campaign began, not for a period.",
    } | changes


def result(structured: Report) -> Report:
    """Return a tool result around structured content, with text beside it as the tool gives."""
    text = f"{structured['totals']['campaigns']} campaigns"
    return {"content": [{"type": "text", "text": text}], "structuredContent": structured}
