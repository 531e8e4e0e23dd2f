// What both SDK clients ask of the server; prints the answers as one JSON object for the test.

const errorOf = (result) => ({ isError: result.isError ?? false, text: result.content[0].text });

export async function ask(client, transport) {
  await client.connect(transport);
  const { tools } = await client.listTools();
  const found = await client.callTool({ name: "list_campaigns", arguments: { status: "active" } });
  const first = found.structuredContent.campaigns[0].id;
  // The SDK checks each structured content against the output schema and throws if it does not fit.
  const others = {
    campaign_report: { group_by: "status" },
    get_campaign: { campaign: first },
    list_calls: {},
    list_agents: {},
  };
  const answered = {};
  for (const [name, args] of Object.entries(others)) {
    answered[name] = errorOf(await client.callTool({ name, arguments: args }));
  }
  const refused = await client.callTool({ name: "list_campaigns", arguments: { stats: "active" } });
  console.log(
    JSON.stringify({
      server: client.getServerVersion(),
      protocol: client.getNegotiatedProtocolVersion?.() ?? "",
      instructions: client.getInstructions(),
      tools: tools.map((tool) => tool.name),
      found,
      answered,
      refused: errorOf(refused),
    }),
  );
  await client.close();
}

/** [command, arguments] of the server to start, or [url] of one that runs. */
export const target = () => {
  const [first, ...rest] = process.argv.slice(2);
  return first.startsWith("http://") ? { url: new URL(first) } : { command: first, args: rest };
};
