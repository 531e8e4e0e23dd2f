"""Facts about many campaigns, computed from the sandbox's records by other code than the tools'."""

from collections.abc import Callable, Iterable

from tests.questions.asking import Company, Fact, FactsOf, Record

RANKED_BY = {
    "success_rate": lambda s: s["completed"] / s["total"],
    "total_calls": lambda s: s["total"],
    "completed_calls": lambda s: s["completed"],
    "failed_calls": lambda s: -s["failed"],
}

LEAST_CALLS = 20
FIRST = {
    "success_rate": ("highest success rate", "lowest success rate"),
    "total_calls": ("most calls", "fewest calls"),
    "completed_calls": ("most completed calls", "fewest completed calls"),
    "failed_calls": ("most failed calls", "fewest failed calls"),
}


def rate(part: int, whole: int) -> str:
    """Percent with one decimal, as answers print it."""
    return f"{100 * part / whole:.1f}"


def stats(campaign: Record) -> dict[str, int]:
    """The counts of a campaign; zeros where there are none."""
    found = campaign.get("stats") or {}
    return {key: found.get(f"{key}_calls", 0) for key in ("total", "completed", "failed")}


def sums(campaigns: Iterable[Record]) -> tuple[int, int, int]:
    """Calls, completed, failed."""
    counts = [stats(c) for c in campaigns]
    calls, completed, failed = (
        sum(s[key] for s in counts) for key in ("total", "completed", "failed")
    )
    return calls, completed, failed


def totals(**filters: str) -> FactsOf:
    """How many campaigns match and were counted, and what their calls add up to."""

    def facts(company: Company) -> list[Fact]:
        found = company.campaigns(**filters)
        calls, completed, failed = sums(found)
        waiting = sum(max(0, s["total"] - s["completed"] - s["failed"]) for s in map(stats, found))
        number = f"{len(found):,}"
        return [
            Fact(
                f"Report on {number} of {number} campaigns",
                {
                    "coverage / complete": True,
                    "coverage / campaigns_matching": len(found),
                    "coverage / campaigns_counted": len(found),
                },
            ),
            Fact(
                f"{calls:,} calls: {completed:,} completed ({rate(completed, calls)} %),"
                f" {failed:,} failed, {waiting:,} in flight.",
                {
                    "totals / calls": calls,
                    "totals / completed": completed,
                    "totals / failed": failed,
                    "totals / in_flight": waiting,
                    "totals / success_rate": float(rate(completed, calls)),
                },
            ),
        ]

    return facts


def idle(**filters: str) -> FactsOf:
    """How many campaigns have not called anybody."""

    def facts(company: Company) -> list[Fact]:
        number = sum(not stats(c)["total"] for c in company.campaigns(**filters))
        return [
            Fact(f"{number} campaigns without calls.", {"totals / campaigns_without_calls": number})
        ]

    return facts


def group_of(by: str) -> Callable[[Record], str]:
    """How a campaign's group is called."""
    if by == "start_month":
        return lambda c: str(c["start_date"])[:7]
    return lambda c: str(c[by])


def grouped(by: str, only: Iterable[str] | None = None, **filters: str) -> FactsOf:
    """A line for each group (or for those named), with its share of all calls."""

    def facts(company: Company) -> list[Fact]:
        found = company.campaigns(**filters)
        name = group_of(by)
        names = only or sorted({name(c) for c in found})
        whole = sums(found)[0]
        return [_group(key, key, [c for c in found if name(c) == key], whole) for key in names]

    return facts


def agents_compared(*only: str) -> FactsOf:
    """A line for each agent, called by its label: in the sandbox the name stands in it."""

    def facts(company: Company) -> list[Fact]:
        found = company.campaigns()
        whole = sums(found)[0]
        lines = []
        for agent in company.data.agents:
            shown = agent["label"]
            own = [c for c in found if c["agent_id"] == agent["id"]]
            if own and (not only or agent["label"] in only):
                lines.append(_group(f'"{shown}"', shown, own, whole))
        return lines

    return facts


def _group(words: str, key: str, campaigns: list[Record], whole: int) -> Fact:
    calls, completed, failed = sums(campaigns)
    data: dict[str, object] = {
        f"groups / {key} / campaigns": len(campaigns),
        f"groups / {key} / calls": calls,
        f"groups / {key} / completed": completed,
        f"groups / {key} / failed": failed,
    }
    success = share = "–"
    if calls:
        success = f"{rate(completed, calls)}%"
        data[f"groups / {key} / success_rate"] = float(rate(completed, calls))
    if whole:
        share = f"{rate(calls, whole)}%"
        data[f"groups / {key} / share_of_calls"] = float(rate(calls, whole))
    line = f"{words},{len(campaigns)},{calls},{completed},{failed},{success},{share}"
    return Fact(line, data)


def ranked(
    by: str = "success_rate",
    order: str = "best",
    top: int = 10,
    min_calls: int = 20,
    **filters: str,
) -> FactsOf:
    """The first places in their order, with their counts."""

    def facts(company: Company) -> list[Fact]:
        least = max(min_calls, 1) if by == "success_rate" else 0
        kept = [c for c in company.campaigns(**filters) if stats(c)["total"] >= least]
        sign = 1 if order == "best" else -1
        kept.sort(key=lambda c: (sign * RANKED_BY[by](stats(c)), stats(c)["total"]), reverse=True)
        first = FIRST[by][(order == "worst") != (by == "failed_calls")]
        head = Fact(
            f"{top} campaigns with the {first}, of {len(kept)}",
            {"ranked_of": len(kept), "rank_by": by, "order": order},
        )
        return [head, *(fact for n, c in enumerate(kept[:top], 1) for fact in _place(n, c))]

    return facts


def below(percent: int, **filters: str) -> FactsOf:
    """How many of those with enough calls are below a success rate."""

    def facts(company: Company) -> list[Fact]:
        found = [stats(c) for c in company.campaigns(**filters)]
        kept = [s for s in found if s["total"] >= LEAST_CALLS]
        low = [s for s in kept if 100 * s["completed"] < percent * s["total"]]
        words = f"{len(low)} of {len(kept)} campaigns with at least 20 calls are below {percent} %."
        return [Fact(words), Fact(f"of {len(low)} below {percent} %", {"ranked_of": len(low)})]

    return facts


def _place(number: int, campaign: Record) -> list[Fact]:
    count = stats(campaign)
    percent = rate(count["completed"], count["total"])
    return [
        Fact(f'{number},"{campaign["name"]}"', {f"ranking / {number} / name": campaign["name"]}),
        Fact(
            f",{count['total']},{count['completed']},{count['failed']},{percent}%",
            {
                f"ranking / {number} / id": campaign["id"],
                f"ranking / {number} / calls": count["total"],
                f"ranking / {number} / failed": count["failed"],
                f"ranking / {number} / success_rate": float(percent),
            },
        ),
    ]


def listed(number: int, **filters: str) -> FactsOf:
    """How many match, and the newest of them by name."""

    def facts(company: Company) -> list[Fact]:
        found = company.campaigns(**filters)
        head = Fact(f"{len(found)} campaigns match", {"total": len(found)})
        rows = [
            Fact(
                f'"{c["name"]}"',
                {f"campaigns / {c['id']} / calls": (c.get("stats") or {}).get("total_calls")},
            )
            for c in found[:number]
        ]
        return [head, *rows]

    return facts


def stated(words: str, **data: object) -> FactsOf:
    """A fact about the data that is written down here, not computed; `__` in a path stands for a step."""
    return lambda _: [
        Fact(words, {path.replace("__", " / "): value for path, value in data.items()})
    ]
