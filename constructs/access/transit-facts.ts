import { type Fact, presence } from "./fact";
import type { TransitEngineDescription } from "./transit-description";

/** What is said about a mount of the Transit secrets engine. */
export function transitEngineFacts({ path, imported, keys }: TransitEngineDescription): Fact[] {
  const subject = `Transit engine ${path}`;
  return [
    presence(subject, imported),
    ...keys.map(({ name, deletionAllowed }) => ({
      subject,
      setting: `key ${name}`,
      what: `key ${name}, which ${deletionAllowed ? "may" : "may not"} be deleted`,
    })),
  ];
}
