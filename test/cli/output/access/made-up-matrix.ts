import type { AccessMatrix, MatrixObject } from "../../../../contract/postgres/access-matrix/access-matrix";

const [READER, WRITER] = ["database/creds/reader", "database/creds/writer"];

const table = (name: string, access: MatrixObject["access"]): MatrixObject => {
  return { kind: "table", schema: "public", name, owner: "shop_owner", access };
};

const owns = (role: string) => ({ role, may: ["SELECT", "INSERT", "OWNER"] });

/** Tables whose names are numbered, which a reader reads and the owner owns. */
export const numberedTables = (count: number): MatrixObject[] =>
  Array.from({ length: count }, (_, index) =>
    table(`t${index}`, [{ role: READER!, may: ["SELECT"] }, owns("shop_owner"), owns("vault_shop")]),
  );

/** A matrix with some of everything. */
export const MATRIX: AccessMatrix = {
  database: { server: "postgresql", name: "shop" },
  roles: [
    { name: READER!, kind: "leased role", privileges: "read_only", isTried: true },
    { name: WRITER!, kind: "leased role", privileges: "writer", isTried: true, actsAs: "shop_writer" },
    { name: "shop_owner", kind: "owner", isTried: false },
    { name: "vault_shop", kind: "Vault's account", isTried: false, actsAs: "vault_shop_issuer" },
    { name: "PUBLIC", kind: "PUBLIC", isTried: false },
  ],
  objects: [
    { kind: "database", name: "shop", owner: "admin", access: [{ role: READER!, may: ["CONNECT"] }] },
    ...numberedTables(5),
    table("customer <old>", [
      { role: READER!, may: [], columns: [{ privilege: "SELECT", columns: ["id", "name"] }] },
      {
        role: WRITER!,
        may: ["UPDATE"],
        refused: [{ privilege: "SELECT", because: "permission denied for function tenant" }],
        byCatalogs: ["UPDATE"],
      },
      owns("shop_owner"),
      owns("vault_shop"),
    ]),
    {
      kind: "function",
      schema: "public",
      name: "citext(text)",
      owner: "postgres",
      extension: "citext",
      access: [{ role: "PUBLIC", may: ["EXECUTE"] }],
    },
  ],
  waysRound: [
    {
      kind: "left to PUBLIC",
      object: "database postgres",
      roles: ["PUBLIC"],
      leadsTo: "CONNECT",
      breaks: [],
    },
    {
      kind: "SECURITY DEFINER routine",
      object: "procedure public.purge()",
      roles: [READER!, WRITER!],
      leadsTo: "runs as shop_owner, who may write",
      breaks: [READER!],
    },
    {
      kind: "left to PUBLIC",
      object: "database template1",
      roles: ["PUBLIC"],
      leadsTo: "CONNECT",
      breaks: [],
    },
  ],
  tried: 1234,
  byCatalogs: 56,
};
