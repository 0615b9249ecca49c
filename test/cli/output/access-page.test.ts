import { accessPage } from "../../../cli/output/access-page";
import type { CheckResult } from "../../../contract/check";
import type { AccessMatrix } from "../../../contract/postgres/access-matrix/access-matrix";
import type { RehearsalReport } from "../../../rehearsal/report";
import { MATRIX, numberedTables } from "./access/made-up-matrix";
import { all, type Read, readMarkup, textOf } from "./timeline/read-markup";

const failed: CheckResult = {
  id: "access-as-described",
  kind: "also",
  says: "access to every object as described",
  about: { kind: "role", name: "reader", engine: "database" },
  ok: false,
  outcome: "failed",
  detail: "refused, but described: SELECT on table public.orders",
  ms: 1,
};

const text = (matrix: AccessMatrix, checks: readonly CheckResult[]) =>
  accessPage(
    {
      schemaVersion: 3,
      stack: "shop",
      servers: { vault: { product: "OpenBao", version: "2.7.2" }, postgres: { version: "18.4" } },
      checks,
      access: [matrix],
    } as unknown as RehearsalReport,
    new Date("2026-11-26T20:00:00Z"),
  );

const page = (matrix: AccessMatrix = MATRIX, checks: readonly CheckResult[] = []): Read =>
  readMarkup(text(matrix, checks).replace("<!doctype html>\n", ""));

const cellsOf = (row: Read) => row.children.map((cell) => textOf(cell as Read));

test("has a column for each role, those that may do the same together, and says how it is known what they may", () => {
  const [table] = all(page(), "table", "matrix");
  const [head] = all(all(table!, "thead")[0]!, "tr");
  expect(cellsOf(head!)).toEqual([
    "Objects",
    "database/creds/readerleased role, read_only, tried",
    "database/creds/writerleased role, writer, acts as shop_writer, tried",
    "shop_ownerowner, as the catalogs sayvault_shopVault's account, acts as vault_shop_issuer, as the catalogs say",
    "PUBLICeverybody, as the catalogs say",
  ]);
});

test("has a row for each object, those with the same access together with all their names, and a cell for each role", () => {
  const [table] = all(page(), "table", "matrix");
  const rows = all(table!, "tbody").flatMap((body) => all(body, "tr"));
  expect(rows.map(cellsOf)).toEqual([
    ["database shopof admin", "CONNECT", "–", "–", "–"],
    ["schema public"],
    ["5 tablest0t1t2t3t4of shop_owner", "SELECT", "–", "everything, as its owner", "–"],
    [
      "table customer <old>of shop_owner",
      "SELECT (id, name)",
      "UPDATEno SELECT: permission denied for function tenant",
      "everything, as its owner",
      "–",
    ],
    ["function citext(text)of extension citext", "–", "–", "–", "EXECUTE"],
  ]);
  expect(all(table!, "span", "told").map(textOf)).toEqual(["UPDATE"]);
});

test("lists the ways round, first those that break what is described", () => {
  const [table] = all(page(), "table", "ways");
  expect(all(all(table!, "tbody")[0]!, "tr").map(cellsOf)).toEqual([
    [
      "SECURITY DEFINER routine",
      "procedure public.purge()",
      "runs as shop_owner, who may writebreaks what is described of database/creds/reader",
      "database/creds/reader, database/creds/writer",
    ],
    ["left to PUBLIC", "database postgres", "CONNECT", "PUBLIC"],
    ["left to PUBLIC", "database template1", "CONNECT", "PUBLIC"],
  ]);
});

test("says at its beginning what was tried where and when, and what differs from what is described", () => {
  const words = (checks: readonly CheckResult[]) => textOf(all(page(MATRIX, checks), "p")[0]!);
  const tried = "Tried on throwaway servers, OpenBao 2.7.2 and PostgreSQL 18.4, on 2026-11-26. ";
  expect(words([])).toBe(`${tried}It is what is described.`);
  expect(words([failed])).toBe(`${tried}It is not what is described.`);
  expect(all(page(MATRIX, [failed]), "li").map(textOf)).toContain(
    "✗reader: access to every object as described. failed: refused, but described: SELECT on table public.orders",
  );
});

test("loads nothing, sends nothing, and is all there without its script", () => {
  const html = text(MATRIX, []);
  expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
  expect(html).not.toMatch(/(src|href)=|url\(|@import|https?:/);
  const [form] = all(page(), "form");
  expect(form!.attributes.hidden).toBe("hidden");
  expect(all(form!, "option").map(textOf)).toEqual(["all", ...MATRIX.roles.map(({ name }) => name)]);
});

test("of 5,000 tables is made in no time, and is no larger than their names", () => {
  const start = performance.now();
  const html = text({ ...MATRIX, objects: numberedTables(5000) }, []);
  expect(html.length).toBeLessThan(150_000);
  expect(performance.now() - start).toBeLessThan(2000);
});
