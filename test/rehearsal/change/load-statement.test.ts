import { Privileges } from "../../../constructs";
import { loadStatement } from "../../../rehearsal/change/load-statement";
import { shop } from "../../changes/shop";
import { synthesizeStack } from "../../synthesize";

const WRITES = `INSERT INTO "public"."contract_before" VALUES (0, 'written while the stack was changed')`;

test.each<[string, Privileges, string]>([
  ["who may write", Privileges.readWrite(), WRITES],
  ["who acts as the owner", Privileges.owner(), WRITES],
  ["who may read", Privileges.readOnly(), 'SELECT FROM "public"."contract_before" LIMIT 1'],
  [
    "who may read one table",
    Privileges.of({ name: "auditor", tables: { orders: ["SELECT"] } }),
    'SELECT FROM "public"."orders" LIMIT 1',
  ],
  [
    "who may neither",
    Privileges.of({ name: "inserter", tables: { orders: ["INSERT"] }, sequences: {} }),
    "SELECT 1",
  ],
])("a client of somebody %s does what it may", (_, privileges, statement) => {
  const { access } = synthesizeStack(shop({ roles: { app: { privileges } }, workloads: [] }));
  expect(loadStatement(access.databases[0]!, access.roles[0]!.group)).toBe(statement);
});
