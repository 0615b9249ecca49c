import { timelinePage } from "../../../cli/output/timeline-page";
import type { CheckResult } from "../../../contract/check";
import type { Bar, Lane, Timeline, TimelineEvent } from "../../../rehearsal/time-lapse/timeline";
import { TIMELINE } from "./timeline/made-up-timeline";
import { all, type Read, readMarkup, textOf } from "./timeline/read-markup";

const READWRITE = "database/creds/app-readwrite";
const about = { kind: "workload", name: "myapp", login: "approle" } as const;

const check = (says: string, outcome: CheckResult["outcome"], detail: string): CheckResult => {
  return { id: says, kind: "also", says, about, ok: outcome === "passed", outcome, detail, ms: 1 };
};

const CHECKS = [
  {
    ...check("is renewed", "passed", "17 times"),
    kind: "lease",
    about: { ...about, object: READWRITE },
  } as const,
  check("a pair rotates in turn", "not checked", "the stack describes none"),
  check("no query fails", "failed", "20 of 1,320 failed"),
];

const read = (timeline: Timeline, checks: readonly CheckResult[] = []) =>
  readMarkup(timelinePage(timeline, checks).replace("<!doctype html>\n", ""));

const PAGE = read(TIMELINE, CHECKS);

const laneOf = (page: Read, { name }: Lane): Read => {
  return all(page, "section", "lane").find((lane) => textOf(all(lane, "h3")[0]!) === name)!;
};

const percent = (seconds: number, { seconds: day }: Timeline = TIMELINE) =>
  `${Math.round((seconds / day) * 1e4) / 1e2}%`;

const drawn = (bar: Bar) => ({
  x: percent(bar.from),
  width: percent(bar.to - bar.from),
  renewals: bar.renewals.map((at) => percent(at)),
  end: bar.end === "running" ? [] : [percent(bar.to)],
});

const used = (bar: Read, shape: string) =>
  all(bar, "use").flatMap(({ attributes: { href, x } }) => (href === `#${shape}` ? [x] : []));

const bars = (lane: Read, noun: string) =>
  all(lane, "g", noun).map((bar) => ({
    x: all(bar, "rect")[0]!.attributes.x,
    width: all(bar, "rect")[0]!.attributes.width,
    renewals: used(bar, "tick"),
    end: used(bar, "end"),
  }));

const byPlace = (one: { x?: string }, other: { x?: string }) => parseFloat(one.x!) - parseFloat(other.x!);

const rows = (table: Read) => all(all(table, "tbody")[0]!, "tr").map((row) => all(row, "td").map(textOf));

describe("the picture", () => {
  test.each(TIMELINE.lanes)("has each bar of $name where it was, with its renewals and its end", (lane) => {
    const own = laneOf(PAGE, lane);
    const isPassword = ({ of }: Bar) => of.includes("static-creds");
    const of = (noun: string, expected: readonly Bar[]) =>
      expect(bars(own, noun).sort(byPlace)).toEqual(expected.map(drawn).sort(byPlace));
    of("token", lane.tokens);
    of(
      "user",
      lane.credentials.filter((bar) => !isPassword(bar)),
    );
    of("password", lane.credentials.filter(isPassword));
  });

  test.each(TIMELINE.lanes)(
    "has what happened to $name where it did, what came 20 times a second once",
    (lane) => {
      const events = all(laneOf(PAGE, lane), "g", "event").flatMap((each) => all(each, "use"));
      const marks = events.map(({ attributes: { href, x } }) => ({ href, x }));
      const once = lane.events.filter(
        ({ kind }, index) => kind !== "failed query" || lane.events[index - 1]?.kind !== kind,
      );
      const expected = once.map(({ at, kind }) => ({
        href: `#mark-${kind.replace(" ", "-")}`,
        x: percent(at),
      }));
      expect(marks).toEqual(expected);
    },
  );

  test("has a mark for each kind of event, and no two with one name", () => {
    const ids = all(PAGE, "path", "mark").map(({ attributes }) => attributes.id);
    const kinds = TIMELINE.lanes.flatMap(({ events }) => events.map(({ kind }) => kind));
    expect(ids.sort()).toEqual([...new Set(kinds)].map((kind) => `mark-${kind.replace(" ", "-")}`).sort());
  });

  test("has a band where Vault was stopped, and the hours of the day with the seconds in which they were played", () => {
    const bands = all(all(PAGE, "div", "lanes")[0]!, "rect", "stopped").map(({ attributes }) => attributes);
    expect(bands).toMatchObject([{ x: percent(42), width: percent(5), height: "100%" }]);
    const axis = all(PAGE, "div", "axis")[0]!;
    expect(all(axis, "text", "outage").map(textOf)).toEqual(["Vault stopped"]);
    const ticks = all(axis, "text", "real").map((text) => [text.attributes.x, textOf(text)]);
    expect(ticks.slice(0, 3)).toEqual([
      ["0%", "0 h"],
      [percent(9), "3 h"],
      [percent(18), "6 h"],
    ]);
    expect(all(axis, "text", "played").map(textOf).slice(-2)).toEqual(["63 s", "72 s"]);
  });

  test("says in words beside a lane how long what it has lives, and what it had", () => {
    const [machine, batch, reports] = TIMELINE.lanes.map((lane) => all(laneOf(PAGE, lane), "li").map(textOf));
    expect(machine).toEqual([
      "auth/approle/login: 1 h (here 2 h), renewed without end",
      "database/creds/app-readwrite: 1 h (here 2 h), renewed up to 12 h",
      "1 token, renewed 18 times",
      "3 users, renewed 17 times",
      "1,440 queries, none failed",
    ]);
    expect(batch!.at(-1)).toBe("1,320 queries, 20 failed");
    expect(reports).toEqual(["another password every 6 h", "3 passwords"]);
  });

  test("has words on bars that are long enough for them", () => {
    const [, first, second] = all(laneOf(PAGE, TIMELINE.lanes[0]!), "g").filter(({ attributes }) =>
      ["token", "user"].includes(attributes.class!),
    );
    expect(all(first!, "text").map(textOf)).toEqual(["user, renewed 9 times", "max_ttl"]);
    expect(all(second!, "text").map(textOf).slice(0, 1)).toEqual(["user, renewed 6 times"]);
  });
});

describe("without seeing the picture", () => {
  test("one reads all that is in it, in tables that a keyboard reaches", () => {
    const tables = all(PAGE, "details").map((details) => all(details, "table").map(rows));
    TIMELINE.lanes.forEach((lane, index) => {
      const [had, happened] = tables[index]!;
      expect(had).toHaveLength(lane.tokens.length + lane.credentials.length);
      expect(happened).toHaveLength(
        lane.events.filter(({ says }) => !says.startsWith("28P01")).length + (index === 1 ? 1 : 0),
      );
    });
    expect(tables[0]![0]![1]).toEqual([
      "user v-app-readwrite-1",
      "database/creds/app-readwrite",
      "12 min (0.6 s)",
      "12 h 20 min (37.0 s)",
      "12 h 8 min",
      "9 times: 4.6, 8.6, 12.6, 16.6, 20.6, 24.6, 28.6, 32.6, 36.6",
      "max_ttl",
    ]);
    expect(tables[1]![1]![1]).toEqual([
      "8 h 20 min (25.0 s)",
      "failed query",
      "28P01: password authentication failed (20 times until 25.9 s)",
    ]);
    for (const region of all(PAGE, "div", "table")) {
      expect(region.attributes).toMatchObject({
        role: "region",
        tabindex: "0",
        "aria-label": expect.any(String),
      });
    }
  });

  test("every picture has a name, or says nothing that isn't said beside it", () => {
    for (const { attributes } of all(PAGE, "svg")) {
      expect(
        attributes["aria-hidden"] === "true" || (attributes.role === "img" && attributes["aria-label"]),
      ).toBeTruthy();
    }
    expect(all(PAGE, "html")[0]!.attributes.lang).toBe("en");
    expect(all(PAGE, "title").map(textOf)[0]).toBe("24 h 40 min of dev in 74 s");
    expect(all(PAGE, "h1").map(textOf)).toEqual(["24 h 40 min of dev in 74 s"]);
  });

  test("its first sentences tell what was done, and how it went", () => {
    expect(textOf(all(PAGE, "p")[0]!)).toBe(
      "Every time to live divided by 1,200, on real servers, thrown away since. " +
        "Vault was stopped from 14 h to 15 h 40 min (42.0 s to 47.0 s). 1 of 2 checks passed.",
    );
    const fine = read(TIMELINE, CHECKS.slice(0, 1));
    expect(textOf(all(fine, "p")[0]!)).toMatch(/ Every check passed\.$/);
  });

  test("it tells what was out of the ordinary, of all lanes in the order in which it happened", () => {
    expect(all(all(PAGE, "ol", "moments")[0]!, "li").map(textOf)).toEqual([
      "8 h 20 min (25.0 s)batch (kubernetes): 28P01: password authentication failed (20 times until 25.9 s)",
      "14 h (42.0 s)Vault is stopped",
      "15 h 20 min (46.0 s)myapp (approle): PostgreSQL refuses v-app-readwrite-2: its VALID UNTIL is over, and Vault is stopped",
      "15 h 40 min (47.0 s)Vault is back",
      "16 h (48.0 s)myapp (approle): v-app-readwrite-2: Vault removed what was left of it",
    ]);
  });

  test("it tells what the day comes to", () => {
    const numbers = all(PAGE, "dl", "numbers")[0]!;
    const names = all(numbers, "dt").map(textOf);
    const values = all(numbers, "dd").map(textOf);
    expect(Object.fromEntries(names.map((name, index) => [name, values[index]]))).toEqual({
      "queries answered": "2,740",
      "queries failed": "20",
      tokens: "3",
      "database users": "5",
      passwords: "4",
      renewals: "60",
      "without Vault": "1 h 40 min",
    });
  });

  test("it tells what was checked, what failed first", () => {
    expect(all(all(PAGE, "ul", "checks")[0]!, "li").map(textOf)).toEqual([
      "✗myapp (approle): no query fails. failed: 20 of 1,320 failed",
      "✓myapp (approle): lease is renewed (database/creds/app-readwrite). 17 times",
      "–myapp (approle): a pair rotates in turn. not checked: the stack describes none",
    ]);
  });

  test("it tells what is longer in it than it is", () => {
    const text = textOf(PAGE);
    expect(text).toContain("Too short to be played 1,200 times faster, so longer here than they are:");
    expect(text).toContain(
      "default_ttl of database/creds/app-readwrite: 1 h, played in 6 s, which looks like 2 h",
    );
  });
});

test("a page asks for nothing from anywhere, and runs nothing", () => {
  const text = timelinePage(TIMELINE, CHECKS);
  expect(text).not.toMatch(/<script|<link|<img|<iframe|<object|\bsrc=|https?:|url\(|@import| on\w+=/i);
  expect(all(PAGE, "use").every(({ attributes }) => attributes.href!.startsWith("#"))).toBe(true);
});

test("what names and sentences hold is text, whatever it looks like", () => {
  const hostile = `</h3><script>alert("1 & 2")</script>`;
  const [lane] = TIMELINE.lanes;
  const event: TimelineEvent = { at: 1, kind: "gone", says: hostile };
  const lanes: Lane[] = [
    {
      ...lane!,
      name: hostile,
      by: hostile,
      events: [event],
      tokens: [{ ...lane!.tokens[0]!, label: hostile }],
    },
  ];
  const page = read({ ...TIMELINE, stack: hostile, lanes }, [check(hostile, "failed", hostile)]);
  expect(all(page, "script")).toEqual([]);
  expect(all(page, "h3").map(textOf)).toEqual([hostile]);
});

test("a stack of which nothing was played has a page, too", () => {
  const page = read({ ...TIMELINE, lanes: [], outages: [], floored: [] });
  expect(all(page, "h2").map(textOf)).toEqual([]);
  expect(all(page, "dt").map(textOf)).toEqual(["queries answered", "queries failed", "renewals"]);
});

test("50 lanes with 1,000 leases are less than a megabyte", () => {
  const [lane] = TIMELINE.lanes;
  const credentials = Array.from({ length: 20 }, (_, index): Bar => {
    const from = index * 3.6;
    const renewals = [1, 2, 3, 4].map((second) => from + second);
    return {
      ...lane!.credentials[0]!,
      label: `v-approle-app-readwrite-${index}-1795536427`,
      from,
      to: from + 5,
      renewals,
    };
  });
  const lanes = Array.from({ length: 50 }, (_, index) => ({
    ...lane!,
    name: `app-${index} (approle)`,
    credentials,
  }));
  const text = timelinePage({ ...TIMELINE, lanes }, []);
  expect(all(readMarkup(text.replace("<!doctype html>\n", "")), "g", "user").length).toBeGreaterThanOrEqual(
    1000,
  );
  expect(text.length).toBeLessThan(1_000_000);
});
