import { workloadName } from "../../../constructs/access/access-facts";
import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { credentialsOf, holdersOf } from "../credential";
import { grantsInWords } from "../grants-in-words";
import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const newReader: BroadeningRule = {
  id: "new-reader",
  what: "A workload may read another credential",
  why: "It may do all that the credential may.",
  gains: (before, after) =>
    after.workloads.flatMap((workload) => {
      const name = workloadName(workload);
      const was = before.workloads.find((each) => workloadName(each) === name);
      return added(was?.reads ?? [], workload.reads, ({ path, kind }) => `${kind} ${path}`).map(
        ({ path }) => ({
          who: name,
          what: `${path}: ${mayBy(path, after)}`,
          on: databaseOf(path, after),
          credential: path,
        }),
      );
    }),
};

function mayBy(path: string, access: AccessManifest): string {
  const holder = holdersOf(access).find(({ credential }) => credential === path);
  return holder ? grantsInWords(holder.grants) : "what another stack describes";
}

function databaseOf(path: string, access: AccessManifest): string {
  const found = credentialsOf(access).find((each) => each.path === path);
  return found ? databaseName(found.database) : "another stack";
}
