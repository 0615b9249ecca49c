import { workloadName } from "../../../constructs/access/access-facts";
import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { added, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const encryptionKey: BroadeningRule = {
  id: "encryption-key",
  what: "A workload may decrypt with another key, or a key can be deleted",
  why: "It reads what others have encrypted; a key that is deleted takes with it all that it has encrypted.",
  gains: (before, after) => [
    ...after.workloads.flatMap((workload) => {
      const name = workloadName(workload);
      const was = before.workloads.find((each) => workloadName(each) === name)?.encrypts ?? [];
      return added(was, workload.encrypts ?? [], keyName).map((key) => ({
        who: name,
        what: `encrypting and decrypting with ${keyName(key)}`,
        on: keyName(key),
      }));
    }),
    ...kept(keysOf(before), keysOf(after), keyName)
      .filter(({ was, is }) => is.deletionAllowed && !was.deletionAllowed)
      .map(({ is }) => ({ who: "whoever may write keys", what: `deleting ${keyName(is)}`, on: keyName(is) })),
  ],
};

function keysOf({ transitEngines }: AccessManifest) {
  return transitEngines.flatMap(({ path, keys }) => keys.map((key) => ({ ...key, engine: path })));
}

function keyName({ engine, name }: { readonly engine: string; readonly name: string }): string {
  return `key ${engine}/${name}`;
}
