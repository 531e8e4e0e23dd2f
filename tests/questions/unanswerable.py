"""What people ask that Talkover's data cannot answer, and the plain statement that an assistant reads."""

from typing import Final

from tests.questions.asking import YESTERDAY, Unanswerable, call

QUESTIONS: Final = (
    Unanswerable(
        "How many calls did our sales campaigns make last week?",
        "Counts are totals since each campaign began, not for a period.",
        read_in="answer",
        calls=(call("campaign_report", campaign_type="sales", date_from="2026-11-16", top=3),),
    ),
    Unanswerable(
        "Compare the campaigns' calls week by week.",
        'group_by: "week" is not accepted. Give one of: status, campaign_type, agent,',
        read_in="refusal",
        calls=(call("campaign_report", group_by="week"),),
    ),
    Unanswerable(
        "What changed since last week's report?",
        "Talkover keeps no earlier standings",
        read_in="description",
        calls=(call("campaign_report"),),
    ),
    Unanswerable(
        "What did the Enterprise outreach Egypt cost us?",
        "It knows no costs",
        read_in="description",
        calls=(call("get_campaign", campaign="Enterprise outreach Egypt"),),
    ),
    Unanswerable(
        "How much revenue did the spring renewals bring, and how many conversions?",
        "It knows no costs, revenue, conversions (a completed call is no sale)",
        read_in="description",
        calls=(call("campaign_report", search="Spring renewal", top=3),),
    ),
    Unanswerable(
        "How will December go?",
        "or forecasts",
        read_in="description",
        calls=(call("campaign_report"),),
    ),
    Unanswerable(
        "Which campaign do yesterday's failed calls belong to?",
        "a call does not name its campaign",
        read_in="answer",
        calls=(call("list_calls", status="failed", date_from=YESTERDAY, date_to=YESTERDAY),),
    ),
    Unanswerable(
        "List yesterday's calls of the Enterprise outreach Egypt.",
        "Talkover cannot filter calls by campaign",
        read_in="refusal",
        calls=(call("list_calls", campaign="Enterprise outreach Egypt", date_from=YESTERDAY),),
    ),
    Unanswerable(
        "What did people say in the win-back calls?",
        "recordings or transcripts",
        read_in="description",
        calls=(call("get_campaign", campaign="Win-back Iberia"),),
    ),
    Unanswerable(
        "Why exactly did those calls fail?",
        "nor why a call failed beyond its status",
        read_in="description",
        calls=(call("get_campaign", campaign="Win-back Iberia"),),
    ),
    Unanswerable(
        "Who was called, by name?",
        "transcripts or names of those called",
        read_in="description",
        calls=(call("list_calls"),),
    ),
    Unanswerable(
        "Give me the phone numbers of the contacts, unmasked.",
        "Phone numbers are masked; only whoever runs this server can have them shown.",
        read_in="guide",
        calls=(call("get_campaign", campaign="Win-back Iberia", recent_calls=5),),
    ),
    Unanswerable(
        "Sort the campaigns by their end date.",
        'There is no argument "sort_by".',
        read_in="refusal",
        calls=(call("list_campaigns", sort_by="end_date"),),
    ),
    Unanswerable(
        "How does the region EMEA compare with LATAM?",
        "Give one of: status, campaign_type, agent, timezone, start_month.",
        read_in="refusal",
        calls=(call("campaign_report", group_by="region"),),
    ),
    Unanswerable(
        "Pause the Enterprise outreach Egypt, please.",
        "read-only",
        read_in="instructions",
    ),
)
