import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { undescribedAgents } from "../../../rehearsal/surroundings/workload-files";
import { synthesizeEnvironment } from "../../synthesize";

const FILE = "approle-myapp.agent.json";
const dev = synthesizeEnvironment("dev");

function detailsOf(edit: (text: string) => string, stack: SynthesizedStack = dev): string[] {
  const files = new Map([...stack.files, [FILE, edit(stack.files.get(FILE) ?? "")]]);
  return undescribedAgents({ ...stack, files }).map(({ detail }) => detail);
}

test("an agent's configuration as it was written is as described", () => {
  expect(detailsOf((text) => text)).toEqual([]);
});

test.each<[what: string, edit: (text: string) => string, detail: string]>([
  [
    "stays alive when it can't log in",
    (text) => text.replace('"exit_on_err": true', '"exit_on_err": false'),
    'line 8 is not what is described: "exit_on_err": true,',
  ],
  [
    "takes a secret ID that isn't wrapped",
    (text) => text.replace(/^.*secret_id_response_wrapping_path.*\n/m, ""),
    'line 12 is not what is described: "secret_id_response_wrapping_path": "auth/approle/role/myapp/secret-id",',
  ],
  [
    "writes a file that others may read",
    (text) => text.replace('"perms": "0600"', '"perms": "0644"'),
    'line 26 is not what is described: "perms": "0600",',
  ],
  [
    "has a cache",
    (text) => text.replace('"vault": {}', '"cache": {},\n  "vault": {}'),
    'line 2 is not what is described: "vault": {},',
  ],
  ["has more after its end", (text) => `${text}{}\n`, "it goes on after what is described"],
])("an agent's configuration by which it %s is a finding", (_, edit, detail) => {
  expect(detailsOf(edit)).toEqual([`${FILE}: ${detail}`]);
});

test("what somebody wrote into it is not shown: it may be a secret", () => {
  const [detail] = detailsOf((text) => text.replace('"vault": {}', '"vault": {"token": "hvs.CAESI"}'));
  expect(detail).not.toContain("hvs");
});
