import type { ServerAddress, AgentDescription } from "../../../constructs";
import type { PlayedAgent } from "../../deployment";
import { byVariables, credentialIn, type WrittenCredential } from "./credential-in-file";

/** Where an agent puts a credential: a file, or the environment of the process that it starts. */
export interface Place {
  /** As a person names it. */
  readonly name: string;
  /** The path that is read. */
  readonly credential: string;
  readonly address: ServerAddress;
  /** The credential that is there. Undefined while there is none. */
  read(agent: PlayedAgent): WrittenCredential | undefined;
}

/** Everywhere that an agent puts a credential. */
export function placesOf({ templates, process }: Pick<AgentDescription, "templates" | "process">): Place[] {
  return [
    ...templates.map((template) => ({
      ...template,
      name: template.destination,
      read: (agent: PlayedAgent) => {
        const file = agent.files().get(template.destination);
        return file && credentialIn(template, file.text);
      },
    })),
    ...(process?.environment ?? []).map(({ credential, address, variables }) => ({
      name: "the environment of its process",
      credential,
      address,
      read: (agent: PlayedAgent) => {
        const values = agent.environment();
        return values && byVariables(variables, values);
      },
    })),
  ];
}
