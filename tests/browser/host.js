// A host page around the dashboard, with the official bridge: what a chat application would do, and a record of it.
import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";

const seen = { initialized: 0, calls: [], cancelled: 0, sizes: [], view: null };
const answers = [];
const waiting = [];
let bridge;
let frame;

/** Opens the page in a sandboxed frame; `seen.initialized` says when its handshake is done. */
async function open(html, capabilities, hostContext) {
  frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Campaign report";
  document.body.append(frame);
  bridge = new AppBridge(null, { name: "test-host", version: "1.0.0" }, capabilities, { hostContext });
  bridge.oncalltool = (params, extra) => {
    seen.calls.push(params);
    extra.mcpReq.signal.addEventListener("abort", () => { seen.cancelled += 1; });
    return answers.length ? answers.shift() : new Promise((resolve) => waiting.push(resolve));
  };
  bridge.addEventListener("sizechange", (size) => {
    seen.sizes.push(size);
    frame.style.height = `${size.height}px`;
  });
  bridge.addEventListener("initialized", () => {
    seen.initialized += 1;
    seen.view = bridge.getAppVersion();
  });
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  frame.srcdoc = html;
}

/** Answers the oldest call of the view that still waits, or else the next one. */
function answer(result) {
  if (waiting.length) waiting.shift()(result);
  else answers.push(result);
}

/** Lets a stranger, who is not the view's parent, speak to the view as a host would. */
function intrude(message) {
  const stranger = document.createElement("iframe");
  document.body.append(stranger);
  stranger.contentWindow.eval(`parent.frames[0].postMessage(${JSON.stringify(message)}, "*")`);
}

window.host = {
  seen, open, answer, intrude,
  input: (args) => bridge.sendToolInput({ arguments: args }),
  result: (result) => bridge.sendToolResult(result),
  cancelled: (reason) => bridge.sendToolCancelled({ reason }),
  context: (changed) => bridge.sendHostContextChange(changed),
  teardown: () => bridge.teardownResource({}),
};
