import type { AgentTemplateDescription } from "../../access/agent-description";

/** How long something has to end when it was told to, before it is killed. */
const KILL_AFTER = 5;

/** An agent whose command fails would read its credentials again, and again: whatever comes of it is logged, and no more. */
const COMMAND = `timeout -k ${KILL_AFTER} "$@" || echo "$0: its on-change command ended with status $?" >&2; exit 0`;
const SIGNAL = `kill -s "$1" "$(cat "$2")" || echo "$0: no process took $1" >&2; exit 0`;

/** What the agent runs when it has written a file. */
export function onChangeExec({ destination, onChange }: AgentTemplateDescription) {
  if (!onChange) return undefined;
  const { timeout, command } = shellCommand(destination, onChange);
  return { command: ["/bin/sh", "-c", ...command], timeout: `${timeout}s` };
}

/** Its own timeout is the agent's last resort: the agent would take it for a failure. */
function shellCommand(destination: string, onChange: NonNullable<AgentTemplateDescription["onChange"]>) {
  switch (onChange.kind) {
    case "command":
      return {
        timeout: onChange.timeout + 2 * KILL_AFTER,
        command: [COMMAND, destination, String(onChange.timeout), ...onChange.command],
      };
    case "signal":
      return {
        timeout: 2 * KILL_AFTER,
        command: [SIGNAL, destination, onChange.signal.replace(/^SIG/, ""), onChange.pidFile],
      };
  }
}
