"""Talkover's records as frozen models: tolerant where the API drifts, strict where it matters.

Source: `talkover-api.md`. Unknown fields are ignored and unknown enumeration values kept as they
are, so that a newer Talkover does not break an older reader. A record without an id is an error.
"""

from datetime import datetime
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from talkover.fields import (
    MOST,
    Count,
    Day,
    Id,
    Moment,
    Several,
    Text,
    Told,
    WallTime,
    end_of_day,
    none_if_empty,
)

CampaignStatus = Literal["draft", "active", "paused", "completed", "cancelled"]
CampaignType = Literal["sales", "follow_up", "reminder", "custom"]
CallStatus = Literal[
    "initiated", "ringing", "answered", "in-progress", "completed", "failed", "busy", "no-answer"
]
Direction = Literal["inbound", "outbound"]
AgentStatus = Literal["draft", "published"]
COUNTS: Final = ("total_calls", "completed_calls", "failed_calls")
_MOST_WINDOWS: Final = 100
"""Windows of which an odd one is left out; of more than these the first fault ends the reading."""

_RecordT = TypeVar("_RecordT", bound="Record")


class Part(BaseModel):
    """Base of everything read from Talkover."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", coerce_numbers_to_str=True, allow_inf_nan=False
    )


class Record(Part):
    """Base of everything that has an id."""

    id: Annotated[Id, Field(min_length=1)]


class AgentRef(Record):
    """The agent as a campaign or a call names it."""

    name: Text = ""
    label: Text = ""


class CampaignStats(Part):
    """Counts of calls since the campaign began; rate in percent, duration in seconds.

    A count that Talkover does not tell is 0 here and named by `missing`.
    """

    total_calls: Count = 0
    completed_calls: Count = 0
    failed_calls: Count = 0
    success_rate: float | None = None
    average_duration: Annotated[float, Field(ge=0, le=MOST)] | None = None

    @property
    def missing(self) -> list[str]:
        """Which of the counts Talkover did not tell: `total`, `completed`, `failed`."""
        return [c.removesuffix("_calls") for c in COUNTS if c not in self.model_fields_set]


def _told_stats(value: Any) -> Any:
    """What is null is not told; a block without a single count tells nothing."""
    if not isinstance(value, dict):
        return value or None
    told = {name: part for name, part in value.items() if part is not None}
    return told if any(name in told for name in COUNTS) else None


class CallWindow(Part):
    """A span of the day in which calls are made, local to the campaign's time zone."""

    start: WallTime
    end: Annotated[WallTime, BeforeValidator(end_of_day)]


def _window(told: Any) -> CallWindow | None:
    try:
        return CallWindow.model_validate(told)
    except ValueError:
        return None


class Campaign(Record):
    """A campaign in list form. `stats` is None on a draft and in the older API.

    None is what Talkover does not tell; an empty list is one that it tells to be empty.
    """

    name: Text = ""
    description: Text = ""
    status: Text = ""
    campaign_type: Text = ""
    start_date: Day = None
    end_date: Day = None
    days_of_week: Told[int] = None
    """1 is Monday."""
    call_windows: Told[CallWindow] = Field(
        default=None, validation_alias=AliasChoices("call_windows", "call_time_ranges")
    )
    timezone: Text = ""
    agent_id: Id = ""
    agent: Annotated[AgentRef | None, BeforeValidator(none_if_empty)] = None
    initial_call_delay: int | None = None
    max_retries: int | None = None
    retry_cooldown_hours: int | None = None
    stats: Annotated[CampaignStats | None, BeforeValidator(_told_stats)] = None
    created_at: Moment = None
    updated_at: Moment = None

    @model_validator(mode="before")
    @classmethod
    def _older_call_window(cls, data: Any) -> Any:
        """Older records have `earliest_call_time` and `latest_call_time` in place of ranges."""
        if not isinstance(data, dict) or data.get("call_time_ranges"):
            return data
        start, end = data.get("earliest_call_time"), data.get("latest_call_time")
        if start and end:
            data = {**data, "call_time_ranges": [{"start": start, "end": end}]}
        return data

    @field_validator("call_windows", mode="wrap")
    @classmethod
    def _readable(cls, value: Any, read: ValidatorFunctionWrapHandler) -> Any:
        """Those windows that can be read; None, which is not none, where that is true of no window."""
        try:
            return read(value)
        except ValueError:
            if not isinstance(value, list) or len(value) > _MOST_WINDOWS:
                raise
        return tuple(window for window in map(_window, value) if window is not None) or None

    @field_validator("start_date", "end_date", mode="before")
    @classmethod
    def _date_part(cls, value: Any) -> Any:
        """A date may come as a full timestamp; the day is what counts."""
        return (value[:10] or None) if isinstance(value, str) else value


class CampaignCall(Record):
    """A call as a campaign's detail form lists it. `retries` is 0 on the first attempt."""

    to: Text = ""
    status: Text = ""
    retries: Count = 0
    created_at: Moment = None


class CampaignFile(Record):
    """An uploaded list of contacts."""

    original_filename: Text = ""
    status: Text = ""
    total_records: Count = 0
    processed_records: Count = 0


class CampaignDetail(Campaign):
    """A campaign in detail form: with its rules, calls and files. Cooldowns in hours."""

    enable_post_completion_cooldown: bool | None = None
    post_completion_cooldown_hours: int | None = None
    success_cooldown_hours: int | None = None
    voicemail_cooldown_hours: int | None = None
    no_answer_cooldown_hours: int | None = None
    busy_cooldown_hours: int | None = None
    failed_cooldown_hours: int | None = None
    do_not_call_enabled: bool | None = None
    do_not_call_list_source: Text = ""
    auto_add_to_dnc_enabled: bool | None = None
    auto_dnc_trigger_statuses: Several[str] = ()
    auto_dnc_trigger_errors: Several[str] = ()
    auto_complete: bool | None = None
    retry_on_no_conversion: bool | None = None
    calls: Told[CampaignCall] = None
    files: Told[CampaignFile] = None


class Call(Record):
    """A call as `GET /calls` lists it. `duration` in seconds. It does not name its campaign."""

    sid: Text = ""
    to: Text = ""
    from_: Text = Field(default="", validation_alias=AliasChoices("from_", "from"))
    is_testing: bool = False
    direction: Text = ""
    status: Text = ""
    duration: Annotated[float, BeforeValidator(lambda value: value or 0), Field(ge=0, le=MOST)] = 0
    agent: Annotated[AgentRef | None, BeforeValidator(none_if_empty)] = None
    created_at: Moment = None


class PhoneNumber(Record):
    """A phone number of an agent."""

    number: Text = ""


class Agent(Record):
    """An agent, without the trainings, voice and actions that no question here needs."""

    name: Text = ""
    label: Text = ""
    description: Text = ""
    language: Text = ""
    direction: Text = ""
    status: Text = Field(default="", validation_alias=AliasChoices("current_status", "status"))
    is_sandbox: bool | None = None
    phone_numbers: Several[PhoneNumber] = ()


class Page(BaseModel, Generic[_RecordT]):
    """One page of a list, as of the moment its data was read from Talkover (UTC)."""

    model_config = ConfigDict(frozen=True)

    items: tuple[_RecordT, ...]
    page: Annotated[int, Field(ge=1)]
    last_page: Annotated[int, Field(ge=1)]
    per_page: Annotated[int, Field(ge=1)]
    total: Annotated[int, Field(ge=0)]
    as_of: datetime
