"""Facts about one campaign, computed from the sandbox's records."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.questions.asking import NOW, Fact, FactsOf, Record
from tests.questions.facts import rate

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _of(name: str, look: Callable[[Record], list[Fact]]) -> FactsOf:
    return lambda company: look(company.campaign(name))


def standing(name: str) -> FactsOf:
    """Its state and its counts."""

    def look(c: Record) -> list[Fact]:
        s = c["stats"]
        calls, done, failed = s["total_calls"], s["completed_calls"], s["failed_calls"]
        return [
            Fact(
                f'"{name}": {c["status"]} {c["campaign_type"]} campaign',
                {"campaign / status": c["status"], "campaign / id": c["id"]},
            ),
            Fact(
                f"{calls:,} calls since it began: {done:,} completed ({rate(done, calls)} %),"
                f" {failed:,} failed, {calls - done - failed} in flight,"
                f" {s['average_duration']} s on average",
                {
                    "campaign / calls": calls,
                    "campaign / completed": done,
                    "campaign / failed": failed,
                    "in_flight": calls - done - failed,
                    "average_duration_seconds": float(s["average_duration"]),
                },
            ),
        ]

    return _of(name, look)


def next_call_time(name: str) -> FactsOf:
    """Whether it calls now, or when next: found by looking at minute after minute."""

    def look(c: Record) -> list[Fact]:
        moment = NOW.astimezone(ZoneInfo(c["timezone"]))
        if _calls_at(c, moment):
            while _calls_at(c, moment):
                moment += timedelta(minutes=1)
            words = f"within its calling hours until {moment:%H:%M} local time"
        else:
            while not _calls_at(c, moment):
                moment += timedelta(minutes=1)
            day = DAYS[moment.weekday()]
            words = f"next window {day} {moment:%Y-%m-%d %H:%M} local time"
        return [
            Fact(words, {"calling": words}),
            Fact(c["timezone"], {"calls / days_of": c["timezone"]}),
        ]

    return _of(name, look)


def _calls_at(c: Record, moment: datetime) -> bool:
    windows = c.get("call_time_ranges") or [
        {"start": c["earliest_call_time"][:5], "end": c["latest_call_time"][:5]}
    ]
    begun = c["start_date"] <= f"{moment:%Y-%m-%d}" <= (c.get("end_date") or "9")
    within = any(w["start"] <= f"{moment:%H:%M}" < w["end"] for w in windows)
    return begun and within and moment.isoweekday() in c["days_of_week"]


def _day(c: Record, call: Record) -> date:
    return datetime.fromisoformat(call["created_at"]).astimezone(ZoneInfo(c["timezone"])).date()


def last_seven_days(name: str) -> FactsOf:
    """Its calls of the seven full days before today, by the campaign's own calendar."""

    def look(c: Record) -> list[Fact]:
        today = NOW.astimezone(ZoneInfo(c["timezone"])).date()
        week = [k for k in c["calls"] if 1 <= (today - _day(c, k)).days <= 7]
        done = sum(k["status"] == "completed" for k in week)
        assert week
        return [
            Fact(
                f"{len(week):,} calls, {done:,} completed ({rate(done, len(week))} %)",
                {
                    "calls / last_7_full_days / calls": len(week),
                    "calls / last_7_full_days / completed": done,
                    "calls / last_7_full_days / first_day": f"{today - timedelta(days=7)}",
                    "calls / last_7_full_days / last_day": f"{today - timedelta(days=1)}",
                },
            )
        ]

    return _of(name, look)


def newest_day(name: str) -> FactsOf:
    """The last day on which it called, and how often."""

    def look(c: Record) -> list[Fact]:
        days = Counter(_day(c, k) for k in c["calls"])
        day = max(days)
        return [
            Fact(f"the last on {day}.", {"calls / last_call_day": f"{day}"}),
            Fact(f"{day},{days[day]},", {f"calls / by_day / {day} / calls": days[day]}),
        ]

    return _of(name, look)


def attempts(name: str) -> FactsOf:
    """How often each attempt is completed."""

    def look(c: Record) -> list[Fact]:
        facts = []
        for n in sorted({k["retries"] for k in c["calls"]}):
            made = [k for k in c["calls"] if k["retries"] == n]
            percent = rate(sum(k["status"] == "completed" for k in made), len(made))
            facts.append(
                Fact(
                    f"{n + 1}: {len(made):,} ({percent} % completed)",
                    {
                        f"calls / by_attempt / {n + 1} / calls": len(made),
                        f"calls / by_attempt / {n + 1} / success_rate": float(percent),
                    },
                )
            )
        return facts

    return _of(name, look)


def endings(name: str) -> FactsOf:
    """Its calls by status."""

    def look(c: Record) -> list[Fact]:
        counts = Counter(k["status"] for k in c["calls"])
        return [Fact(f"{s} {n:,}", {f"calls / by_status / {s}": n}) for s, n in counts.items()]

    return _of(name, look)


def files(name: str) -> FactsOf:
    """Its contact files and how far they are read."""

    def look(c: Record) -> list[Fact]:
        assert c["files"]
        return [
            Fact(
                f'"{f["original_filename"]}",{f["status"]},{f["total_records"]},{f["processed_records"]}',
                {
                    f"files / {f['original_filename']} / status": f["status"],
                    f"files / {f['original_filename']} / processed": f["processed_records"],
                },
            )
            for f in c["files"]
        ]

    return _of(name, look)


def rules(name: str) -> FactsOf:
    """Retries, cooldowns and the do-not-call list."""

    def look(c: Record) -> list[Fact]:
        hours, switch = c["busy_cooldown_hours"], "on" if c["do_not_call_enabled"] else "off"
        return [
            Fact(
                f"up to {c['max_retries']}, {c['retry_cooldown_hours']} h apart",
                {
                    "campaign / max_retries": c["max_retries"],
                    "campaign / retry_cooldown_hours": c["retry_cooldown_hours"],
                },
            ),
            Fact(f"busy {hours} h", {"cooldown_hours / busy": hours}),
            Fact(
                f"Do-not-call list: {switch} ({c['do_not_call_list_source']})",
                {
                    "do_not_call / enabled": c["do_not_call_enabled"],
                    "do_not_call / list": c["do_not_call_list_source"],
                },
            ),
        ]

    return _of(name, look)
