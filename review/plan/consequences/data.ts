import { quoted } from "../../quoted";
import type { PlannedChange } from "../planned-change";
import { type Consequences, goneOf, isMadeAgain, textOf } from "./consequence";

/** What no apply brings back, by the type of what holds it. */
const DATA: Readonly<Record<string, Lost>> = {
  postgresql_database: {
    known: ["name"],
    says: ({ name }) => `Destroys the database ${quoted(textOf(name))} with all its data`,
  },
  postgresql_schema: {
    known: ["name", "database"],
    says: ({ name, database, drop_cascade: cascade }) =>
      `Drops the schema ${quoted(`${textOf(database)}.${textOf(name)}`)}${cascade === true ? " with all that is in it" : ": refused while there is anything in it"}`,
  },
  postgresql_extension: {
    known: ["name", "database"],
    says: ({ name, database }) =>
      `Drops the extension ${quoted(textOf(name))} of ${quoted(textOf(database))} with what it keeps`,
  },
  vault_audit: {
    known: ["path"],
    says: ({ path, type }) =>
      `Disables the audit device ${quoted(textOf(path) || textOf(type))}: nobody is told there any more who asked for what`,
  },
  vault_transit_secret_backend_key: {
    known: ["backend", "name"],
    says: ({ backend, name }) =>
      `Deletes the key ${quoted(`${textOf(backend)}/${textOf(name)}`)}: what is encrypted by it can't be read any more`,
  },
  vault_mount: {
    known: ["path"],
    says: ({ path, type }) =>
      `Unmounts ${quoted(textOf(path))}, of type ${quoted(textOf(type))}, with all that is in it`,
  },
};

interface Lost {
  /** The arguments by which it is the same, whatever its address. */
  readonly known: readonly string[];
  says(before: PlannedChange["before"]): string;
}

/** Data goes, that is in a resource and nowhere else. */
export const data: Consequences = (planned) =>
  goneOf(planned, ...Object.keys(DATA))
    .filter(({ type, before }) => type !== "vault_mount" || before.type !== "database")
    .filter(
      (change) =>
        change.action === "replace" || !isMadeAgain(planned, change, DATA[change.type]?.known ?? []),
    )
    .map(({ type, address, before }) => ({
      rule: "data-destroyed",
      kind: "destroys",
      subject: address,
      sentence: (DATA[type] as Lost).says(before),
    }));
