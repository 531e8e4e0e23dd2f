// The TypeScript SDK 2.x: protocol 2026-07-28, negotiated.

import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { ask, target } from "./ask.mjs";

const { url, command, args } = target();
const transport = url
  ? new StreamableHTTPClientTransport(url)
  : new StdioClientTransport({ command, args, stderr: "inherit" });
const options = { versionNegotiation: { mode: "auto" } };
await ask(new Client({ name: "sdk-2", version: "1.0.0" }, options), transport);
