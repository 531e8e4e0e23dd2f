"""What a row of the table is: who asks what, which calls serve it, what a right answer holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from talkover.sandbox import Sandbox

NOW: Final = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
"""A Monday afternoon."""
YESTERDAY: Final = "2026-11-22"
WEEK: Final = {"date_from": "2026-11-16", "date_to": "2026-11-22"}
WEEK_BEFORE: Final = {"date_from": "2026-11-09", "date_to": "2026-11-15"}

Record = dict[str, Any]


class Company:
    """The sandbox's own records, from which the facts are computed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.data = sandbox.data

    def campaigns(self, **filters: str) -> list[Record]:
        """Campaigns that match, newest first; `search`, `date_from`, `date_to` as Talkover has them."""
        rest = dict(filters)
        text = rest.pop("search", "").casefold()
        first, last = rest.pop("date_from", ""), rest.pop("date_to", "9")
        found = [
            c
            for c in self.data.campaigns
            if all(c[k] == v for k, v in rest.items())
            and text in f"{c['name']}\n{c['description'] or ''}".casefold()
            and first <= c["start_date"] <= last
        ]
        return sorted(found, key=lambda c: str(c["created_at"]), reverse=True)

    def campaign(self, name: str) -> Record:
        """The one campaign of this name, with its calls and files."""
        (found,) = [c for c in self.data.campaigns if c["name"] == name]
        return self.data.detail(found)

    def agent(self, label: str) -> Record:
        """The one agent with this label."""
        (found,) = [a for a in self.data.agents if a["label"] == label]
        return found

    def calls(self, **filters: str) -> list[Record]:
        """Calls that match; dates are days in UTC."""
        rest = dict(filters)
        first, last = rest.pop("date_from", ""), rest.pop("date_to", "9")
        agent = rest.pop("agent_id", None)
        return [
            c
            for c in self.data.calls
            if all(c[k] == v for k, v in rest.items())
            and first <= c["created_at"][:10] <= last
            and agent in {None, c["agent"]["id"]}
        ]


@dataclass(frozen=True)
class Fact:
    """What must stand in the text, word for word, and in the structured content, by path."""

    words: str
    data: Mapping[str, object] = field(default_factory=dict)


FactsOf = Callable[[Company], list[Fact]]
Argument = str | int | Callable[[Company], str]


@dataclass(frozen=True)
class Call:
    """A tool call that an assistant would make."""

    tool: str
    arguments: Mapping[str, Argument]

    def with_ids(self, company: Company) -> dict[str, str | int]:
        """The arguments; an id that an earlier answer told is looked up."""
        return {k: v(company) if callable(v) else v for k, v in self.arguments.items()}


def call(tool: str, **arguments: Argument) -> Call:
    """A tool call, as it reads."""
    return Call(tool, arguments)


@dataclass(frozen=True)
class Question:
    """A question with an answer: at most two calls, and facts in each of their two forms."""

    asked: str
    calls: tuple[Call, ...]
    facts: tuple[FactsOf, ...]


def question(asked: str, *parts: Call | FactsOf) -> Question:
    """A question, its calls, its facts."""
    calls = tuple(part for part in parts if isinstance(part, Call))
    return Question(asked, calls, tuple(part for part in parts if not isinstance(part, Call)))


@dataclass(frozen=True)
class Unanswerable:
    """A question that Talkover's data cannot answer, and where an assistant reads why."""

    asked: str
    why: str
    """The plain statement."""
    read_in: str
    """`description` of the tool, its `answer`, its `refusal`, the `guide`, the `instructions`."""
    calls: tuple[Call, ...] = ()


def at(content: Any, path: str) -> object:
    """What stands at `groups / sales / calls`: in a list, a row is found by what it is called."""
    for step in path.split(" / "):
        if isinstance(content, list):
            content = next((row for row in content if step in _called(row)), None)
        else:
            content = content.get(step) if isinstance(content, dict) else None
    return content


def _called(row: object) -> set[str]:
    if not isinstance(row, dict):
        return {str(row)}
    keys = ("rank", "group", "label", "name", "attempt", "day", "id", "agent_id")
    return {str(row[key]) for key in keys if key in row}
