import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { kept } from "./compared";
import { connectionName } from "./connections";
import type { BroadeningRule } from "./rule";

export const madeElsewhere: BroadeningRule = {
  id: "made-elsewhere",
  what: "What this stack set is now made elsewhere",
  why: "It can change there, and no difference of this stack shows it.",
  gains: (before, after) =>
    kept(importable(before), importable(after), ({ name }) => name)
      .filter(({ was, is }) => is.imported && !was.imported)
      .map(({ is: { name } }) => ({
        who: "whoever sets it elsewhere",
        what: `${name}, made elsewhere`,
        was: `${name}, made here`,
        on: name,
      })),
};

function importable(access: AccessManifest): { readonly name: string; readonly imported: boolean }[] {
  const { engines, transitEngines, databases, connections, authMethods } = access;
  return [
    ...engines.map(({ path, imported }) => ({ name: `engine ${path}`, imported })),
    ...transitEngines.map(({ path, imported }) => ({ name: `Transit engine ${path}`, imported })),
    ...databases.map(({ imported, ...each }) => ({ name: `database ${databaseName(each)}`, imported })),
    ...connections.map(({ imported, ...each }) => ({ name: connectionName(each), imported })),
    ...authMethods.map(({ type, path, imported }) => ({ name: `auth method ${path} (${type})`, imported })),
  ];
}
