// The TypeScript SDK 1.x: the handshake protocol versions.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ask, target } from "./ask.mjs";

const { url, command, args } = target();
const transport = url
  ? new StreamableHTTPClientTransport(url)
  : new StdioClientTransport({ command, args, stderr: "inherit" });
await ask(new Client({ name: "sdk-1", version: "1.0.0" }), transport);
