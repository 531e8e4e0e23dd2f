"""Single made-up values: ids, moments and telephone numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

Record = dict[str, Any]  # a thing in wire form, as the API sends it

US_AREA_CODES = ("202", "212", "305", "312", "415", "617", "702", "808")


def new_id(rng: Random) -> str:
    """Return a version 4 UUID drawn from `rng`."""
    digits = f"{rng.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def instant(moment: datetime) -> str:
    """Return `moment` as the API writes it: ISO 8601, UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def phone_number(rng: Random, country: str) -> tuple[str, str, str]:
    """Return one number as (E.164, national, international) form.

    Only numbers set aside for fiction: +1 … 555 01xx, +44 7700 900xxx, +33 6 39 98 xx xx.
    """
    if country == "GB":
        tail = f"{rng.randrange(1000):03}"
        return f"+447700900{tail}", f"07700 900{tail}", f"+44 7700 900{tail}"
    if country == "FR":
        a, b = f"{rng.randrange(100):02}", f"{rng.randrange(100):02}"
        return f"+3363998{a}{b}", f"06 39 98 {a} {b}", f"+33 6 39 98 {a} {b}"
    area, tail = rng.choice(US_AREA_CODES), f"{rng.randrange(100):02}"
    return f"+1{area}55501{tail}", f"({area}) 555-01{tail}", f"+1 {area} 555 01{tail}"
