"""Faults, strangers, floods: what must hold when nothing goes right."""
