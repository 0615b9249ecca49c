import { readMessages } from "../../../rehearsal/apply/terraform/terraform-messages";

const change = (addr: string, action: string) => ({
  type: "planned_change",
  change: { resource: { addr }, action },
});
const hook = (type: string, addr: string) => ({ type, hook: { resource: { addr } } });
const error = (summary: string, more: object = {}) => ({
  type: "diagnostic",
  diagnostic: { severity: "error", summary, detail: "", ...more },
});
const said = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

test("what Terraform planned and did is told by resource", () => {
  const output = said(
    change("vault_mount.a", "create"),
    change("vault_mount.b", "update"),
    change("vault_mount.c", "replace"),
    change("vault_mount.d", "delete"),
    change("vault_mount.e", "noop"),
    ...["a", "b", "c", "d"].map((name) => hook("apply_complete", `vault_mount.${name}`)),
  );
  const changes = [
    { address: "vault_mount.a", action: "create" },
    { address: "vault_mount.b", action: "update" },
    { address: "vault_mount.c", action: "replace" },
    { address: "vault_mount.d", action: "destroy" },
  ];
  expect(readMessages(output)).toEqual({ planned: changes, done: changes, refused: [] });
});

test("a resource that was destroyed, and then refused as it should be now, is not done", () => {
  const output = said(
    change("vault_mount.a", "replace"),
    hook("apply_complete", "vault_mount.a"),
    hook("apply_errored", "vault_mount.a"),
    error("no", { address: "vault_mount.a", detail: "path is\n already in use" }),
  );
  expect(readMessages(output)).toMatchObject({
    done: [],
    refused: [{ address: "vault_mount.a", says: "no path is already in use" }],
  });
});

test("of a resource that can't be destroyed, Terraform says why without its address", () => {
  const output = said(
    change("postgresql_grant_role.a", "delete"),
    hook("apply_errored", "postgresql_grant_role.a"),
    error("could not execute revoke query: pq: dependent privileges exist"),
  );
  expect(readMessages(output).refused).toEqual([
    {
      address: "postgresql_grant_role.a",
      says: "could not execute revoke query: pq: dependent privileges exist",
    },
  ]);
});

test("what is wrong before anything is applied is told, too, and what isn't JSON is passed over", () => {
  const output = `There are some problems\n${said(error("Invalid provider configuration"), error("Bad value", { address: "vault_mount.a" }))}`;
  expect(readMessages(output).refused).toEqual([
    { says: "Invalid provider configuration" },
    { address: "vault_mount.a", says: "Bad value" },
  ]);
});
