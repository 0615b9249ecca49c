import { effectOnUse } from "../../../constructs/access/access-change";
import { CredentialInUse, type CredentialInUseProps } from "../../../rehearsal/change/credential-in-use";
import { inTheWay } from "../../../rehearsal/change/in-the-way";
import { shop } from "../../changes/shop";
import { synthesizeStack } from "../../synthesize";

const { access, resources } = synthesizeStack(shop());

/** A lease of each role; the change ends those of one. */
const credentials = access.roles.map((role) => {
  const effect = effectOnUse({ effect: role.name === "readonly" ? "ends" : "none" }, role.path);
  const props = { role, effect, lease: { id: role.path } } as CredentialInUseProps;
  return new CredentialInUse(props);
});

const pathsFor = (address: string) => {
  const resource = resources.find((each) => each.address.startsWith(address));
  if (!resource) throw new Error(`there is no ${address}`);
  return inTheWay(resource, credentials, access).map(({ props }) => props.role.name);
};

test("leases of a group are in the way of what changes it", () => {
  expect(pathsFor("postgresql_grant_role.appdb_read_write_issuer")).toEqual(["readwrite"]);
  expect(pathsFor("postgresql_role.appdb_read_only")).toEqual(["readonly"]);
  expect(pathsFor("postgresql_grant_role.appdb_issuer-owner")).toEqual(["migrator"]);
});

test("all leases of a database are in the way of its issuer, and those of an engine in that of its mount", () => {
  expect(pathsFor("postgresql_role.appdb_issuer")).toEqual(["migrator", "readonly", "readwrite"]);
  expect(pathsFor("vault_mount.database")).toEqual(["migrator", "readonly", "readwrite"]);
});

test("of anything else, leases that have to end may be", () => {
  expect(pathsFor("vault_policy.approle_web")).toEqual(["readonly"]);
});
