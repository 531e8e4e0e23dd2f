"""What a reader of a report must be told beside its numbers: one short line each, in both forms."""

from tools.kit.coverage import no_counts_note
from tools.kit.numbers import count
from tools.kit.text import quote
from tools.report.tally import OddCount, Sums, Tally


def report_notes(tally: Tally) -> list[str]:
    """Odd data, and sums that do not add up or do not hold every campaign."""
    notes = [_odd(kind, odd) for kind, odd in tally.odd.items()]
    notes += _excess(tally.totals)
    if tally.totals.campaigns_without_counts:
        notes.append(no_counts_note(tally.totals.campaigns_without_counts))
    return notes


def _odd(kind: str, odd: OddCount) -> str:
    examples = ", ".join(quote(name) for name in odd.examples)
    among = ":" if odd.campaigns == len(odd.examples) else ", e.g."
    verb = {"are": "is", "count": "counts", "have": "has"}
    first, _, rest = kind.partition(" ")
    shown = f"{verb[first]} {rest.replace('their', 'its')}" if odd.campaigns == 1 else kind
    return f"{count(odd.campaigns, 'campaign')} {shown}{among} {examples}."


def _excess(sums: Sums) -> list[str]:
    """Campaigns that count too much make the parts exceed the whole: by how much, in all."""
    excess = sums.completed + sums.failed + sums.in_flight - sums.calls
    if not excess:
        return []
    return [f"Completed, failed and in flight add up to {excess:,} more than the calls."]
