import { accessLines } from "../../../../cli/output/access/access-lines";
import { MATRIX } from "./made-up-matrix";

test("roles that may do the same are told together, objects by their kind and schema, and then the ways round", () => {
  expect(accessLines(MATRIX, { columns: 100, isColored: false }).join("\n"))
    .toBe(`Who may do what in shop: 1,234 acts tried, 56 as the catalogs say
  database/creds/reader
    CONNECT · database shop
    SELECT · public: 5 of 6 tables (t0, t1, t2, …)
    SELECT (id, name) · public: table customer <old>
  database/creds/writer
    UPDATE, no SELECT: permission denied for function tenant · public: table customer <old>
  shop_owner, vault_shop
    everything, as its owner · public: all 6 tables
  PUBLIC
    EXECUTE · public: function citext(text)

Ways round that no grant shows in shop
  left to PUBLIC: database postgres, database template1: CONNECT · PUBLIC
  ✗ SECURITY DEFINER routine: procedure public.purge(): runs as shop_owner, who may write ·
      database/creds/reader, database/creds/writer`);
});

test("who may do nothing is told, too, and a line is as long as the terminal is wide", () => {
  const roles = [...MATRIX.roles, { name: "nobody", kind: "other login" as const, isTried: false }];
  const lines = accessLines({ ...MATRIX, roles, waysRound: [] }, { columns: 60, isColored: false });
  expect(lines.slice(-2)).toEqual(["  nobody", "    nothing"]);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
});
