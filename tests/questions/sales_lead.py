"""What a sales lead asks."""

from typing import Final

from tests.questions.asking import call, question
from tests.questions.facts import agents_compared, below, grouped, listed, ranked, totals
from tests.questions.facts_of_calls import agents
from tests.questions.facts_of_one import (
    attempts,
    last_seven_days,
    newest_day,
    next_call_time,
    standing,
)

QUESTIONS: Final = (
    question(
        "How are our active campaigns doing?",
        call("campaign_report", status="active"),
        totals(status="active"),
    ),
    question(
        "Which running campaigns do worst?",
        call("campaign_report", status="active", order="worst", top=3),
        ranked(order="worst", top=3, status="active"),
    ),
    question(
        "How many running campaigns are below 60 %, and which are the worst?",
        call("campaign_report", status="active", below=60, order="worst", top=5),
        below(60, status="active"),
    ),
    question(
        "What were our best campaigns ever?",
        call("campaign_report", top=8),
        ranked(top=8),
    ),
    question(
        "Which sales campaigns with at least 500 calls did best?",
        call("campaign_report", campaign_type="sales", min_calls=500, top=5),
        ranked(top=5, min_calls=500, campaign_type="sales"),
    ),
    question(
        "How do sales and reminders compare?",
        call("campaign_report", group_by="campaign_type"),
        grouped("campaign_type", ["sales", "reminder"]),
        totals(),
    ),
    question(
        "Which agent does best?",
        call("campaign_report", group_by="agent"),
        agents_compared(),
    ),
    question(
        "Is that just because Lucas gets the reminders? Compare his types.",
        call("list_agents", search="Lucas"),
        call(
            "campaign_report",
            agent_id=lambda company: company.agent("Lucas – Renewals")["id"],
            group_by="campaign_type",
        ),
        agents(name="Lucas"),
    ),
    question(
        "How are Ana's campaigns doing? (There are two of that name.)",
        call("list_agents", search="Ana"),
        call("campaign_report", group_by="agent"),
        agents(name="Ana"),
        agents_compared("Ana – Sales PT", "Ana – Renewals BR"),
    ),
    question(
        "How do the spring renewals go, all together?",
        call("campaign_report", search="Spring renewal"),
        totals(search="Spring renewal"),
    ),
    question(
        "Which five campaigns made the most calls?",
        call("campaign_report", rank_by="total_calls", top=5, status="completed"),
        ranked("total_calls", top=5, status="completed"),
    ),
    question(
        "Where do most calls fail, among the campaigns that are over?",
        call("campaign_report", rank_by="failed_calls", top=5, status="completed"),
        ranked("failed_calls", "worst", top=5, status="completed"),
    ),
    question(
        "What is wrong with the Contract expiry reminder ANZ?",
        call("get_campaign", campaign="Contract expiry reminder ANZ"),
        standing("Contract expiry reminder ANZ"),
    ),
    question(
        "Is Demo booking ANZ calling now, or when does it next?",
        call("get_campaign", campaign="Demo booking ANZ"),
        next_call_time("Demo booking ANZ"),
    ),
    question(
        "When does the Invoice reminder Gulf call next?",
        call("get_campaign", campaign="Invoice reminder Gulf"),
        next_call_time("Invoice reminder Gulf"),
    ),
    question(
        "How many calls did Demo booking ANZ make in the last seven days?",
        call("get_campaign", campaign="Demo booking ANZ"),
        last_seven_days("Demo booking ANZ"),
    ),
    question(
        "When did the Spring renewal in the Gulf last call anybody?",
        call("list_campaigns", search="Spring renewal Gulf", status="active"),
        call("get_campaign", campaign="Spring renewal Gulf"),
        newest_day("Spring renewal Gulf"),
    ),
    question(
        "Does calling again pay off in the Enterprise outreach Egypt?",
        call("get_campaign", campaign="Enterprise outreach Egypt"),
        attempts("Enterprise outreach Egypt"),
    ),
    question(
        "Which campaigns are paused?",
        call("list_campaigns", status="paused", campaign_type="sales", per_page=10),
        listed(3, status="paused", campaign_type="sales"),
    ),
    question(
        "Which sales campaigns started this October?",
        call(
            "list_campaigns",
            campaign_type="sales",
            date_from="2026-10-01",
            date_to="2026-10-31",
            per_page=10,
        ),
        listed(0, campaign_type="sales", date_from="2026-10-01", date_to="2026-10-31"),
    ),
    question(
        "How did the campaigns of each start month do this year?",
        call("campaign_report", group_by="start_month", date_from="2026-01-01"),
        grouped("start_month", date_from="2026-01-01"),
    ),
)
