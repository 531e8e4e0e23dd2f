"""Facts about calls and about agents, computed from the sandbox's records."""

from collections import Counter

from tests.questions.asking import Company, Fact, FactsOf, Record
from tests.questions.facts import rate


def calls_counted(agent: str = "", **filters: str) -> FactsOf:
    """How many calls match; without tests: by status, talk time; the tests apart."""

    def facts(company: Company) -> list[Fact]:
        of_agent = {"agent_id": company.agent(agent)["id"]} if agent else {}
        found = company.calls(**filters, **of_agent)
        real = [k for k in found if not k["is_testing"]]
        by_status = Counter(k["status"] for k in real)
        seconds = sum(k["duration"] for k in real)
        tests = len(found) - len(real)
        lines = [
            Fact(f"{_calls(len(found))} match", {"total": len(found), "complete": True}),
            Fact(
                f"{_calls(len(real))} without tests",
                {"talk_seconds": seconds, "calls_without_tests": len(real)},
            ),
            *(Fact(f"{s} {n}", {f"by_status / {s}": n}) for s, n in by_status.items()),
        ]
        if tests:
            lines.append(Fact(f"{tests} test call", {"test_calls": tests}))
        if "status" not in filters:
            percent = rate(by_status["completed"], len(real))
            lines.append(Fact(f"({percent} % completed", {"success_rate": float(percent)}))
            lines += _not_reached(by_status)
        if talked := [k["duration"] for k in real if k["duration"]]:
            average = round(sum(talked) / len(talked))
            lines.append(
                Fact(f"{average} s per call with talk time", {"average_talk_seconds": average})
            )
        return lines

    return facts


def calls_grouped(by: str, **filters: str) -> FactsOf:
    """A line for each day, or for each agent by its id, without tests."""

    def facts(company: Company) -> list[Fact]:
        real = [k for k in company.calls(**filters) if not k["is_testing"]]
        keys = [str(k["created_at"][:10] if by == "day" else k["agent"]["id"]) for k in real]
        members: dict[str, list[Record]] = {}
        for key, each in zip(keys, real, strict=True):
            members.setdefault(key, []).append(each)
        return [_group(by, key, calls) for key, calls in members.items()]

    return facts


def _group(by: str, name: str, calls: list[Record]) -> Fact:
    counts = Counter(k["status"] for k in calls)
    missed = counts["failed"] + counts["busy"] + counts["no-answer"]
    done, seconds = counts["completed"], sum(k["duration"] for k in calls)
    numbers = f"{len(calls)},{done},{missed},{rate(done, len(calls))}%,{seconds}"
    return Fact(
        f"{name},{numbers}" if by == "day" else f"{numbers},{name}",
        {
            f"groups / {name} / calls": len(calls),
            f"groups / {name} / completed": done,
            f"groups / {name} / not_reached": missed,
            f"groups / {name} / talk_seconds": seconds,
        },
    )


def _not_reached(by_status: Counter[str]) -> list[Fact]:
    """Told where it is a sum: of one status alone it is that status's own number."""
    numbers = [by_status[s] for s in ("failed", "busy", "no-answer") if by_status[s]]
    told = len(numbers) > 1
    return [Fact(f"{sum(numbers)} not reached", {"not_reached": sum(numbers)})] if told else []


def _calls(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}"


def agents(**filters: str) -> FactsOf:
    """The agents that match, with what `agent_id` takes."""

    def facts(company: Company) -> list[Fact]:
        found = [a for a in company.data.agents if all(a[k] == v for k, v in filters.items())]
        noun = "agent" if len(found) == 1 else "agents"
        lines = [
            Fact(
                f'"{a["label"]}",{a["language"]},{a["direction"]},{a["current_status"]},'
                f"{len(a['phone_numbers'])},{a['id']}",
                {
                    f"agents / {a['label']} / id": a["id"],
                    f"agents / {a['label']} / status": a["current_status"],
                    f"agents / {a['label']} / language": a["language"],
                    f"agents / {a['label']} / phone_numbers": len(a["phone_numbers"]),
                },
            )
            for a in found
        ]
        return [Fact(f"{len(found)} {noun}", {"total": len(found)}), *lines]

    return facts
