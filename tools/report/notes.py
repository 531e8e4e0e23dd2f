"""What a reader of a report must be told beside its numbers: one short line each, in both forms."""

from typing import Final

from tools.kit.numbers import count
from tools.report.ranking import METRICS, Podium
from tools.report.tally import Sums, Tally

OF_COUNTED: Final = " (of those counted)"
"""Stands in each line that looks at campaigns of which not all were counted."""
_LIKE_A_SHARE: Final = 1
"""Percent: who writes a bound so low may have meant a share, 0.6 for 60 %."""


def report_notes(tally: Tally, *, complete: bool) -> list[str]:
    """What a ranking leaves out, odd data, and by how much the sums do not add up."""
    notes = _ranking(tally.podium, "" if complete else OF_COUNTED) if tally.podium else []
    notes += tally.odd.notes()
    notes += _excess(tally.totals)
    return notes


def _ranking(podium: Podium, of_counted: str) -> list[str]:
    asked = podium.ranking
    notes = []
    if asked.below is not None:
        least = f"at least {count(asked.min_calls, 'call')}" if asked.min_calls else "calls"
        verb = "is" if podium.ranked_of == 1 else "are"
        notes.append(
            f"{podium.ranked_of:,} of {count(podium.candidates, 'campaign')} with {least}"
            f" {verb} below {asked.below:g} %{of_counted}."
        )
        if asked.below <= _LIKE_A_SHARE:
            notes.append("below is in percent: for 60 % give 60.")
    if podium.tied_out:
        what = METRICS[asked.by] if asked.by == "success_rate" else f"number of {METRICS[asked.by]}"
        share = "has" if podium.tied_out == 1 else "have"
        notes.append(
            f"{podium.tied_out:,} more {share} the same {what} as the last one ranked{of_counted}."
        )
    return notes


def _excess(sums: Sums) -> list[str]:
    """Campaigns that count too much make the parts exceed the whole: by how much, in all."""
    excess = sums.completed + sums.failed + sums.in_flight - sums.calls
    if not excess:
        return []
    return [f"Completed, failed and in flight add up to {excess:,} more than the calls."]
