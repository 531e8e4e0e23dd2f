"""The Talkover API as Python. Knows nothing of MCP."""
