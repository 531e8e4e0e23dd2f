"""What an operations engineer asks."""

from typing import Final

from tests.questions.asking import WEEK, YESTERDAY, call, question
from tests.questions.facts import grouped, idle, listed, stated
from tests.questions.facts_of_calls import agents, calls_counted
from tests.questions.facts_of_one import endings, files, rules, standing

QUESTIONS: Final = (
    question(
        "How many calls failed yesterday?",
        call("list_calls", status="failed", date_from=YESTERDAY, date_to=YESTERDAY, show=0),
        calls_counted(status="failed", date_from=YESTERDAY, date_to=YESTERDAY),
    ),
    question(
        "Who is on the phone right now?",
        call("list_calls", status="in-progress"),
        calls_counted(status="in-progress"),
    ),
    question(
        "How did last week's calls end, how long were they, how many were tests?",
        call("list_calls", **WEEK, show=0),
        calls_counted(**WEEK),
    ),
    question(
        "How many of Emma's calls got through last week?",
        call("list_agents", search="Emma"),
        call(
            "list_calls",
            agent_id=lambda company: company.agent("Emma – Reminders UK")["id"],
            **WEEK,
            show=0,
        ),
        agents(name="Emma"),
        calls_counted("Emma – Reminders UK", **WEEK),
    ),
    question(
        "How many calls came in last week?",
        call("list_calls", direction="inbound", **WEEK),
        calls_counted(direction="inbound", **WEEK),
    ),
    question(
        "Show me the latest busy calls.",
        call("list_calls", status="busy", show=10),
        calls_counted(status="busy"),
    ),
    question(
        "Were the contact files of Post-install survey Japan read?",
        call("get_campaign", campaign="Post-install survey Japan"),
        files("Post-install survey Japan"),
        stated("1 of 3 files failed to process."),
    ),
    question(
        "How often does Enterprise outreach Egypt call again, and does it keep a do-not-call list?",
        call("get_campaign", campaign="Enterprise outreach Egypt"),
        rules("Enterprise outreach Egypt"),
    ),
    question(
        "How many calls of NPS survey India ended busy or unanswered?",
        call("get_campaign", campaign="NPS survey India"),
        endings("NPS survey India"),
    ),
    question(
        "Why does the Holiday hotline Alps not call, though it is active?",
        call("get_campaign", campaign="Holiday hotline Alps"),
        standing("Holiday hotline Alps"),
        stated(
            "no calling window left: its end date 2026-10-28 is over",
            calling="no calling window left: its end date 2026-10-28 is over",
        ),
    ),
    question(
        "Which active campaigns are past their end date?",
        call("campaign_report", status="active", top=1),
        stated('1 campaign is active though its end date is over: "Holiday hotline Alps".'),
    ),
    question(
        "Why is NPS survey Gulf quiet?",
        call("get_campaign", campaign="NPS survey Gulf"),
        stated("not calling: paused", calling="not calling: paused"),
    ),
    question(
        "Is there an active campaign that never called, or data that does not fit?",
        call("campaign_report", status="active", top=1),
        stated('1 campaign is active without a call: "Trial follow-up Oceania".'),
        stated('completed + failed calls than calls: "Invoice reminder Nordics".'),
        stated('that its counts contradict: "Warranty extension Iberia".'),
        stated("1 campaign without calls.", totals__campaigns_without_calls=1),
    ),
    question(
        "In which time zones do we call?",
        call("campaign_report", group_by="timezone"),
        grouped("timezone"),
    ),
    question(
        "Is Omar live?",
        call("list_agents", search="Omar"),
        agents(name="Omar"),
    ),
    question(
        "Which agents take calls, and how many numbers do they have?",
        call("list_agents", direction="inbound"),
        agents(direction="inbound"),
    ),
    question(
        "Give me ids and schedules of the cancelled reminders.",
        call(
            "list_campaigns",
            status="cancelled",
            campaign_type="reminder",
            per_page=5,
            detail="full",
        ),
        listed(0, status="cancelled", campaign_type="reminder"),
    ),
    question(
        "Which drafts were made last?",
        call("list_campaigns", status="draft", per_page=5),
        listed(3, status="draft"),
    ),
    question(
        "How many campaigns have never called anybody?",
        call("campaign_report", top=1),
        idle(),
    ),
)
