"""What a reader of a report must be told beside its numbers: one short line each, in both forms."""

from tools.kit.numbers import count
from tools.report.ranking import METRICS, Podium
from tools.report.tally import Sums, Tally


def report_notes(tally: Tally) -> list[str]:
    """What a ranking leaves out, odd data, and by how much the sums do not add up."""
    notes = _ranking(tally.podium) if tally.podium else []
    notes += tally.odd.notes()
    notes += _excess(tally.totals)
    return notes


def _ranking(podium: Podium) -> list[str]:
    asked = podium.ranking
    notes = []
    if asked.below is not None:
        least = f"at least {count(asked.min_calls, 'call')}" if asked.min_calls else "calls"
        verb = "is" if podium.ranked_of == 1 else "are"
        notes.append(
            f"{podium.ranked_of:,} of {count(podium.candidates, 'campaign')} with {least}"
            f" {verb} below {asked.below:g} %."
        )
    if podium.tied_out:
        share = "has" if podium.tied_out == 1 else "have"
        notes.append(
            f"{podium.tied_out:,} more {share} the same {METRICS[asked.by]} as the last one ranked."
        )
    return notes


def _excess(sums: Sums) -> list[str]:
    """Campaigns that count too much make the parts exceed the whole: by how much, in all."""
    excess = sums.completed + sums.failed + sums.in_flight - sums.calls
    if not excess:
        return []
    return [f"Completed, failed and in flight add up to {excess:,} more than the calls."]
