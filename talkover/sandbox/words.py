"""The vocabulary of a believable company: what its campaigns, agents and files are called."""

from __future__ import annotations

from typing import Final, NamedTuple


class Persona(NamedTuple):
    """One calling agent as the company set it up."""

    name: str
    label: str
    language: str
    direction: str
    status: str
    country: str


PERSONAS: Final = (
    Persona("Ana", "Ana – Sales PT", "pt-PT", "outbound", "published", "GB"),
    Persona("Ana", "Ana – Renewals BR", "pt-BR", "outbound", "published", "US"),
    Persona("Lucas", "Lucas – Renewals", "en-US", "outbound", "published", "US"),
    Persona("Emma", "Emma – Reminders UK", "en-GB", "outbound", "published", "GB"),
    Persona("Chloé", "Chloé – Relance FR", "fr-FR", "outbound", "published", "FR"),
    Persona("Yuki", "Yuki – カスタマー", "ja-JP", "outbound", "published", "US"),
    Persona("Priya", "Priya – Helpdesk", "en-IN", "inbound", "published", "GB"),
    Persona("Omar", "Omar – Pilot", "ar-AE", "inbound", "draft", "FR"),
)

# region → time zones of the people called there; several change their clocks in summer, some not
REGIONS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("EMEA", ("Europe/London", "Europe/Berlin", "Africa/Johannesburg")),
    ("DACH", ("Europe/Berlin", "Europe/Zurich", "Europe/Vienna")),
    ("Iberia", ("Europe/Lisbon", "Europe/Madrid")),
    ("France", ("Europe/Paris",)),
    ("North America", ("America/New_York", "America/Chicago", "America/Los_Angeles")),
    ("LATAM", ("America/Sao_Paulo", "America/Bogota", "America/Santiago")),
    ("Gulf", ("Asia/Dubai", "Asia/Riyadh")),
    ("India", ("Asia/Kolkata",)),
    ("Japan", ("Asia/Tokyo",)),
    ("ANZ", ("Australia/Sydney", "Pacific/Auckland")),
    ("Egypt", ("Africa/Cairo",)),
)

# campaign type → (how often in a hundred, themes)
THEMES: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "sales": (
        45,
        (
            "Spring renewal",
            "Summer upsell",
            "Fibre upgrade",
            "New plan launch",
            "Win-back",
            "Cross-sell home insurance",
            "Enterprise outreach",
            "Demo booking",
        ),
    ),
    "follow_up": (
        25,
        (
            "Trial follow-up",
            "Webinar follow-up",
            "Quote follow-up",
            "Onboarding check-in",
            "Post-install survey",
        ),
    ),
    "reminder": (
        20,
        (
            "Invoice reminder",
            "Appointment reminder",
            "Contract expiry reminder",
            "Service visit reminder",
        ),
    ),
    "custom": (10, ("NPS survey", "Data quality check", "Event invitation", "Recall notice")),
}

DESCRIPTIONS: Final = (
    "Calls to customers in {region} whose contract ends this quarter.",
    "{theme} for {region}. Owner: revenue operations.",
    "Second attempt after the e-mail series; list comes from the CRM.",
    "Pilot with a short script, {region} only.",
    "Requested by customer success. Stop when the list is done.",
    "Leads from the {region} trade fair.",
)

# One is a spreadsheet formula on purpose: file names are customers' text too.
FILE_NAMES: Final = (
    "contacts.csv",
    "leads_final_v3.xlsx",
    "clientes março.csv",
    "顧客リスト.xlsx",
    "renewals export.csv",
    "crm-segment-b2b.csv",
    "=cmd|' /C calc'!A0.csv",
)
