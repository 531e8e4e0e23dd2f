"""The MCP server around the tools: settings, assembly, transports, prompts, resources, shell."""
