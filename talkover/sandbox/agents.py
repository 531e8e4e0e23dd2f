"""The company's agents, in wire form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from talkover.sandbox.values import Record, instant, new_id, phone_number
from talkover.sandbox.words import PERSONAS, Persona

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random


def build_agents(rng: Random, now: datetime) -> list[Record]:
    """Return all agents, newest created first. Two of them share the name Ana."""
    return [
        _agent(rng, persona, instant(now - timedelta(days=560 + 11 * place)))
        for place, persona in enumerate(PERSONAS)
    ]


def reference(agent: Record) -> Record:
    """Return the short form of an agent that campaigns and calls carry."""
    return {"id": agent["id"], "name": agent["name"], "label": agent["label"]}


def _agent(rng: Random, persona: Persona, created: str) -> Record:
    return {
        "id": new_id(rng),
        "name": persona.name,
        "label": persona.label,
        "description": f"Speaks {persona.language}, {persona.direction} calls.",
        "language": persona.language,
        "voice": _voice(rng, persona.name),
        "initial_message": f"Hello, this is {persona.name}. Is now a good moment?",
        "interrupt_sensitivity": "medium",
        "conversation_speed": 1.0,
        "initial_message_delay": 0,
        "ask_if_human_present_on_idle": False,
        "direction": persona.direction,
        "who_speaks_first": "agent",
        "current_status": persona.status,
        "is_sandbox": persona.status == "draft",
        "is_ready_to_publish": True,
        "created_at": created,
        "updated_at": created,
        "trainings": [_training(rng, created)],
        "actions": [_action(rng, created)],
        "phone_numbers": [_number(rng, persona.country)],
    }


def _voice(rng: Random, name: str) -> Record:
    return {
        "id": new_id(rng),
        "name": name,
        "label": f"{name} voice",
        "stability": 0.6,
        "similarity_boost": 0.98,
        "ambient_background": "office",
        "template": {"id": new_id(rng), "name": name},
    }


def _training(rng: Random, created: str) -> Record:
    return {
        "id": new_id(rng),
        "subject": "Product knowledge",
        "instructions": "Explain the plans, never promise a price.",
        "current_status": "active",
        "created_at": created,
        "updated_at": created,
    }


def _action(rng: Random, created: str) -> Record:
    field = {"name": "date", "type": "string", "required": True, "description": "Meeting date"}
    return {
        "id": new_id(rng),
        "name": "Schedule meeting",
        "label": "Schedule meeting",
        "description": "Puts a meeting with the customer into the calendar.",
        "type": "webhook",
        "input_schema": [field],
        "config": None,
        "action_trigger": None,
        "url": "https://calendar.example/schedule",
        "authorization_url": None,
        "current_status": "active",
        "created_at": created,
        "updated_at": created,
    }


def _number(rng: Random, country: str) -> Record:
    number, national, international = phone_number(rng, country)
    return {
        "id": new_id(rng),
        "number": number,
        "country_code": country,
        "formatted_number": national,
        "international_number": international,
        "current_status": "active",
    }
