"""Points in time as an answer shows them: UTC, to the minute in text, to the second in data."""

from datetime import UTC, datetime


def as_of_text(moment: datetime) -> str:
    """`as of 2026-11-23 16:40 UTC`."""
    return f"as of {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def iso(moment: datetime) -> str:
    """`2026-11-23T16:40:05Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def as_of_minutes(stamp: str) -> str:
    """The same from a stamp that `iso` made."""
    return as_of_text(datetime.fromisoformat(stamp))
