import { timelineLines } from "../../../cli/output/render-timeline";
import { TIMELINE } from "./timeline/made-up-timeline";

const PLAIN = { columns: 80, isColored: false };

/** What a terminal makes colors of. */
// eslint-disable-next-line no-control-regex -- that is what they begin with
const COLORS = /\u001b\[\d+m/g;

test("a timeline has a lane for each workload and static role, and where Vault was stopped it is grey through all of them", () => {
  expect(timelineLines(TIMELINE, PLAIN).join("\n")).toBe(`24 h 40 min of dev in 74 s

                0 h            6 h             12 h           18 h          24 h
  as played     0 s            18 s            36 s           54 s          72 s
  Vault         ────────────────────────────────────░░░░░───────────────────────

myapp (approle): by agent and service
  auth/approle/login: 1 h (here 2 h), renewed without end
  database/creds/app-readwrite: 1 h (here 2 h), renewed up to 12 h
  1 token, renewed 18 times; 3 users, renewed 17 times; 1,440 queries, none
    failed
  token         ├──┼───┼──┼───┼──┼───┼──┼───┼──┼──┼───┼──┼───┼──┼───┼──┼───┼──┼─
  user          ┣━━╋━━━╋━━╋━━━╋━━╋━━━╋━━╋━━━╋━━╋┫   ░░░░┣━━━╋━━╋━━━╋━━╋━━╋━━━╋━━
                                             ┣━━╋━━━╋━━┫░
  replaced                                   •      ░░░░•
  locked out                                        ░░░•░
  gone                                              ░░░░░•

batch (kubernetes): by service
  auth/kubernetes/login: 2 h, renewed up to 8 h
  database/creds/app-readwrite: 1 h (here 2 h), renewed up to 12 h
  2 tokens, renewed 10 times; 2 users, renewed 15 times; 1 password; 1,320
    queries, 20 failed
  token         ├─────┼────┼────┼────┤├────┼────┼─────┼────┼────┼────┼────┼─┤
  user           ┣━━╋━━╋━━━╋━━╋━━━╋━━┫┣━━━╋━━╋━━━╋━━╋━━╋━━━╋━━╋━━━╋━━╋━━━╋━━┫
  password       ┣━━━━━━━━━━━━━┫                    ░░░░░
  failed query                       ✗✗             ░░░░░

database/static-creds/reports: static role
  another password every 6 h
  3 passwords
  password      ┣━━━━━━━━━━━━━━┣━━━━━━━━━━━━━━━┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
  refused login                •                    ░░░░░

Out of the ordinary
  ✗ 8 h 20 min (25.0 s), 20 times until 25.9 s: batch (kubernetes): 28P01:
    password authentication failed
  • 14 h (42.0 s): Vault is stopped
  • 15 h 20 min (46.0 s): myapp (approle): PostgreSQL refuses v-app-readwrite-2:
    its VALID UNTIL is over, and Vault is stopped
  • 15 h 40 min (47.0 s): Vault is back
  • 16 h (48.0 s): myapp (approle): v-app-readwrite-2: Vault removed what was
    left of it

Too short to be played 1,200 times faster, so longer here than they are:
  default_ttl of database/creds/app-readwrite: 1 h, played in 6 s, which looks
    like 2 h
  token_period of auth/approle/role/myapp: 1 h, played in 6 s, which looks
    like 2 h`);
});

test.each([40, 60, 80, 118, 200])(
  "on a terminal of %d columns no line is longer than from 60 to 118",
  (columns) => {
    const longest = Math.max(...timelineLines(TIMELINE, { ...PLAIN, columns }).map(({ length }) => length));
    expect(longest).toBeLessThanOrEqual(Math.min(Math.max(columns, 60), 118));
  },
);

test("it says the same with colors, and failed queries in red", () => {
  const colored = timelineLines(TIMELINE, { ...PLAIN, isColored: true });
  expect(colored.map((line) => line.replace(COLORS, ""))).toEqual(timelineLines(TIMELINE, PLAIN));
  const red = colored.filter((line) => line.startsWith("\u001b[31m")).map((line) => line.replace(COLORS, ""));
  expect(red.map((line) => line.trim().slice(0, 12))).toEqual([
    "failed query",
    "✗ 8 h 20 min",
    "password aut",
  ]);
});

test("a day on which nothing was floored, and Vault was never stopped, says nothing of it", () => {
  const [lane] = TIMELINE.lanes;
  const text = timelineLines({ ...TIMELINE, outages: [], floored: [], lanes: [lane!] }, PLAIN).join("\n");
  expect(text).not.toMatch(/: Vault is stopped|░|Too short/);
});
