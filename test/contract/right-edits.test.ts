import { rehearseStack, failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";
import {
  type Attributes,
  CONNECTION,
  edit,
  policyInHcl,
  replaceIn,
  set,
  statements,
} from "./mutations/mutation";

/** Edits of the synthesized stack that change nothing which somebody described. */
const RIGHT_EDITS = [
  set("vault_mount", { description: "leases for the app" }),
  set("vault_approle_auth_backend_role", { token_type: "service" }),
  set("vault_kubernetes_auth_backend_role", { token_type: "service" }),
  edit(CONNECTION, ({ postgresql, ...attributes }) => {
    const settings = postgresql as Attributes;
    const url = `${String(settings.connection_url)}&connect_timeout=5&application_name=vault`;
    return { ...attributes, postgresql: { ...settings, connection_url: url } };
  }),
  edit("vault_policy.", ({ policy, ...attributes }) => ({
    ...attributes,
    policy: `${policyInHcl(String(policy))}\npath "sys/*" { capabilities = ["deny"] }`,
  })),
  statements("readonly", "creation_statements", (all) => [
    ...all,
    `ALTER ROLE "{{name}}" SET statement_timeout = '30s'`,
  ]),
  replaceIn("readwrite", "creation_statements", "LOGIN", "LOGIN CONNECTION LIMIT 5"),
  statements("migrator", "creation_statements", (all) => ["SET LOCAL statement_timeout = '10s'", ...all]),
  statements("migrator", "revocation_statements", (all) => ["SET LOCAL statement_timeout = '5s'", ...all]),
];

test("a rehearsal has nothing to say of edits that change nothing which is described", async () => {
  const dev = synthesizeEnvironment("dev");
  const edited = RIGHT_EDITS.reduce((stack, change) => change(stack), dev);
  expect(failuresOf(await rehearseStack(edited))).toEqual([]);
});
