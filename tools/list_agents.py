"""The tool `list_agents`: who makes the calls; its purpose is to turn a name into an `agent_id`."""

from collections.abc import Sequence
from typing import Annotated, Any

from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from talkover.client import DEFAULT_PER_PAGE, MAX_PER_PAGE
from talkover.models import Agent, AgentStatus, Direction
from tools.definition import Result, ToolContext, ToolDefinition
from tools.kit.arguments import NO_BOOL, Arguments, ShortText
from tools.kit.filters import loosen_advice
from tools.kit.names import display_name
from tools.kit.numbers import count
from tools.kit.paging import (
    last_page,
    next_line,
    next_page,
    page_headline,
    page_notes,
    require_page,
)
from tools.kit.stamp import iso
from tools.kit.table import CustomerText, write_table
from tools.kit.text import MAX_WORD, NOTICE, STRUCTURED_NOTICE, clean


class ListAgents(Arguments):
    """Which agents, which page of them."""

    status: Annotated[AgentStatus | None, Field(description="Only agents in this state.")] = None
    direction: Annotated[
        Direction | None, Field(description="outbound agents make calls, inbound ones take them.")
    ] = None
    search: Annotated[
        ShortText | None, Field(description="Only agents whose name or label holds this, e.g. Ana.")
    ] = None
    per_page: Annotated[
        int, Field(ge=1, le=MAX_PER_PAGE, description="Agents on a page, 1-100."), NO_BOOL
    ] = DEFAULT_PER_PAGE
    page: Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1."), NO_BOOL] = 1


class AgentRow(BaseModel):
    """An agent; `id` is what other tools take as agent_id."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    label: str | None = None
    language: str | None = None
    direction: str | None = None
    status: str | None = None
    phone_numbers: int = Field(description="how many numbers it has")


class AgentList(Result):
    """A page of agents."""

    as_of: str
    filters: dict[str, Any] | None = None
    total: int
    page: int
    last_page: int
    agents: list[AgentRow]
    notes: list[str] | None = None
    next_page: int | None = None
    hint: str | None = None
    notice: str = STRUCTURED_NOTICE
    headline: str = Field(exclude=True)


async def list_agents(args: ListAgents, ctx: ToolContext) -> AgentList:
    """Ask Talkover for one page."""
    asked = {"status": args.status, "direction": args.direction, "search": args.search}
    filters = args.given(only=tuple(asked))
    page = await ctx.client.agents.list(asked, page=args.page, per_page=args.per_page)
    require_page(page, args.page, "agent", filters)
    return AgentList(
        as_of=iso(page.as_of),
        filters=filters or None,
        total=page.total,
        page=page.page,
        last_page=last_page(page),
        agents=[_row(agent) for agent in page.items],
        notes=[*page_notes(page, args.page, "agent"), *_alike(page.items)] or None,
        next_page=next_page(page, args.page),
        hint=None if page.items or page.total else loosen_advice(filters, "agent"),
        headline=page_headline(page, "agent", filters),
    )


def _row(agent: Agent) -> AgentRow:
    return AgentRow(
        id=agent.id,
        name=display_name(agent.name),
        label=clean(agent.label) or None,
        language=clean(agent.language, MAX_WORD) or None,
        direction=clean(agent.direction, MAX_WORD) or None,
        status=clean(agent.status, MAX_WORD) or None,
        phone_numbers=len(agent.phone_numbers),
    )


def _alike(agents: Sequence[Agent]) -> list[str]:
    alike = len({display_name(agent.name).casefold() for agent in agents}) < len(agents)
    return ["Some agents share a name; each has its own agent_id."] if alike else []


def write(answer: AgentList) -> str:
    """The answer as text."""
    if answer.hint:
        return f"{answer.headline}\n{answer.hint}"
    header = ["name", "label", "language", "direction", "status", "phone_numbers", "agent_id"]
    rows = [
        [
            CustomerText(row.name),
            CustomerText(row.label or ""),
            row.language,
            row.direction,
            row.status,
            row.phone_numbers,
            row.id,
        ]
        for row in answer.agents
    ]
    lines = [answer.headline, *([NOTICE, write_table(header, rows)] if rows else [])]
    lines += [f"Note: {note}" for note in answer.notes or []]
    if answer.next_page is not None:
        lines.append(f"{next_line(answer.next_page)} {count(answer.total, 'agent')} in all.")
    return "\n".join(lines)


LIST_AGENTS = ToolDefinition(
    name="list_agents",
    title="List agents",
    description=(
        "Lists the Talkover agents (the AI voices that call): name, label, language, direction, status,"
        " how many phone numbers. Use it to turn a name such as Ana into the agent_id that the other"
        " tools filter by. To compare agents by their results use campaign_report with group_by=agent."
    ),
    arguments=ListAgents,
    result=AgentList,
    run=list_agents,
    write=write,
    annotations=ToolAnnotations(
        title="List agents",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
)
