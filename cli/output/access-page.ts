import type { CheckResult } from "../../contract/check";
import type { AccessMatrix } from "../../contract/postgres/access-matrix/access-matrix";
import { nameOf } from "../../contract/subject";
import type { RehearsalReport } from "../../rehearsal/report";
import { accessTable } from "./access/access-table";
import { PAGE_SCRIPT } from "./access/page-script";
import { ACCESS_STYLE } from "./access/page-style";
import { waysTable } from "./access/ways-table";
import { checkList } from "./page/check-list";
import { documentText } from "./page/document";
import { element, Markup } from "./page/markup";
import { PICTURE_STYLE } from "./page/picture-style";
import { tile } from "./page/tile";
import { serverNames } from "./server-names";

/** Nothing of the page is from elsewhere, nor goes there. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/**
 * Who may do what, as a page that needs nothing else: to be searched, printed and kept.
 *
 * @param when it is written
 */
export function accessPage(report: RehearsalReport, when: Date): string {
  const title = `Who may do what in ${report.stack}`;
  return documentText({
    title,
    style: PICTURE_STYLE + ACCESS_STYLE,
    head: element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    body: [
      element("main", {}, content(title, report, when)),
      // As it is: a script has no entities.
      new Markup(`<script>${PAGE_SCRIPT}</script>`),
    ],
  });
}

function content(title: string, report: RehearsalReport, when: Date): Markup[] {
  const { servers, access = [], checks } = report;
  const on = serverNames(servers);
  const failed = checks.filter(({ id, outcome }) => ABOUT_ACCESS.includes(id) && outcome === "failed");
  return [
    element("h1", {}, title),
    element(
      "p",
      {},
      `Tried on throwaway servers, ${on}, on ${when.toISOString().slice(0, 10)}. `,
      verdict(failed),
    ),
    numbers(access),
    ...(failed.length ? [element("h2", {}, "What differs from what is described"), checkList(failed)] : []),
    fields(access),
    ...access.flatMap(database),
    element("h2", {}, "How it was found out"),
    ...EXPLANATION.map((text) => element("p", {}, text)),
  ];
}

const ABOUT_ACCESS = ["access-as-described", "no-way-round"];

const EXPLANATION = [
  "Each role of Vault's has logged in and tried each statement, in a transaction that was rolled back. It may do what PostgreSQL let through, also behind views, policies and triggers.",
  "As the catalogs say: of whoever has no login here, of REFERENCES, TRIGGER, MAINTAIN, UPDATE of a sequence and USAGE of a type, of routines that can't be called without doing something, and where a frame is dashed.",
  "A privilege counts with USAGE on the schema. Whoever owns an object may do everything with it, also drop it. What came with an extension is the extension's.",
];

function verdict(failed: readonly CheckResult[]): Markup {
  return failed.length
    ? element("strong", { class: "failed" }, "It is not what is described.")
    : element("strong", { class: "passed" }, "It is what is described.");
}

function numbers(access: readonly AccessMatrix[]): Markup {
  const numberOf = (of: (matrix: AccessMatrix) => number) =>
    access.reduce((all, matrix) => all + of(matrix), 0).toLocaleString("en");
  return element(
    "dl",
    { class: "numbers" },
    tile(
      "roles",
      numberOf(({ roles }) => roles.length),
    ),
    tile(
      "objects",
      numberOf(({ objects }) => objects.length),
    ),
    tile(
      "acts tried",
      numberOf(({ tried }) => tried),
    ),
    tile(
      "acts as the catalogs say",
      numberOf(({ byCatalogs }) => byCatalogs),
    ),
    tile(
      "ways round",
      numberOf(({ waysRound }) => waysRound.length),
    ),
  );
}

/** They are there for who has scripts. */
function fields(access: readonly AccessMatrix[]): Markup {
  const roles = [...new Set(access.flatMap((matrix) => matrix.roles.map(({ name }) => name)))];
  return element(
    "form",
    { hidden: "hidden", role: "search" },
    element(
      "label",
      {},
      "Objects",
      element("input", { name: "search", type: "search", placeholder: "orders" }),
    ),
    element(
      "label",
      {},
      "Roles",
      element(
        "select",
        { name: "role" },
        element("option", { value: "" }, "all"),
        roles.map((role) => element("option", { value: role }, role)),
      ),
    ),
    element("output", { "aria-live": "polite" }),
  );
}

function database(matrix: AccessMatrix): Markup[] {
  const name = nameOf({ kind: "database", ...matrix.database });
  return [
    element("h2", {}, `Database ${name}`),
    scrolling(`Who may do what in ${name}`, accessTable(matrix)),
    ...(matrix.waysRound.length
      ? [
          element("h3", {}, "Ways round that no grant shows"),
          scrolling(`Ways round in ${name}`, waysTable(matrix.waysRound)),
        ]
      : []),
  ];
}

/** What a keyboard moves where it is wider than the screen. */
function scrolling(label: string, table: Markup): Markup {
  return element("div", { class: "table", role: "region", tabindex: 0, "aria-label": label }, table);
}
