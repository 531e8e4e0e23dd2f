"""What a manager asks."""

from typing import Final

from tests.questions.asking import WEEK, WEEK_BEFORE, call, question
from tests.questions.facts import grouped, idle, ranked, totals
from tests.questions.facts_of_calls import agents, calls_counted, calls_grouped

QUESTIONS: Final = (
    question(
        "How much do we call in all, and how well?",
        call("campaign_report"),
        totals(),
    ),
    question(
        "How many campaigns do we have, by state?",
        call("campaign_report", group_by="status"),
        totals(),
        grouped("status"),
    ),
    question(
        "What share of our calls is sales?",
        call("campaign_report", group_by="campaign_type"),
        grouped("campaign_type"),
    ),
    question(
        "Do follow-ups do better than they did when they were completed?",
        call("campaign_report", campaign_type="follow_up", group_by="status"),
        grouped("status", campaign_type="follow_up"),
    ),
    question(
        "How many calls are still open?",
        call("campaign_report", status="active", top=1),
        totals(status="active"),
    ),
    question(
        "How did the campaigns that started in the third quarter do?",
        call("campaign_report", date_from="2026-07-01", date_to="2026-09-30", top=3),
        totals(date_from="2026-07-01", date_to="2026-09-30"),
    ),
    question(
        "How do this year's campaigns compare with last year's?",
        call("campaign_report", date_from="2026-01-01", top=1),
        call("campaign_report", date_to="2025-12-31", top=1),
        totals(date_from="2026-01-01"),
        totals(date_to="2025-12-31"),
    ),
    question(
        "How many drafts wait to be started?",
        call("campaign_report", status="draft", group_by="campaign_type"),
        idle(status="draft"),
        grouped("campaign_type", status="draft"),
    ),
    question(
        "Did we call more last week than in the week before?",
        call("list_calls", **WEEK, show=0),
        call("list_calls", **WEEK_BEFORE, show=0),
        calls_counted(**WEEK),
        calls_counted(**WEEK_BEFORE),
    ),
    question(
        "How did last week go, day by day?",
        call("list_calls", **WEEK, group_by="day", show=0),
        calls_counted(**WEEK),
        calls_grouped("day", **WEEK),
    ),
    question(
        "Whose calls got through last week?",
        call("list_calls", **WEEK, group_by="agent", show=0),
        calls_grouped("agent", **WEEK),
    ),
    question(
        "How many agents do we have, and which languages do they speak?",
        call("list_agents"),
        agents(),
    ),
    question(
        "Which campaigns brought the most completed calls?",
        call("campaign_report", rank_by="completed_calls", top=5, campaign_type="reminder"),
        ranked("completed_calls", top=5, campaign_type="reminder"),
    ),
    question(
        "How well do we reach people in Brazil, from São Paulo time?",
        call("campaign_report", group_by="timezone", search="LATAM"),
        grouped("timezone", search="LATAM"),
    ),
)
