"""Real MCP clients against the real server process; Node 22 comes with the packages."""
