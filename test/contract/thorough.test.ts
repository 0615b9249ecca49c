import { failuresOf, passedOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";
import type { RehearsalReport } from "../../rehearsal/report";
import { remove, replaceIn } from "./mutations/mutation";

const dev = synthesizeEnvironment("dev");
const LOCK_TIMEOUT = /PERFORM pg_catalog\.set_config\('lock_timeout'[^;]*;/.source;

/** What is seen of agents while nothing is renewed. */
const ofAgents = ({ checks }: RehearsalReport) =>
  checks
    .filter(({ id }) => id === "agent-issues-few-users-while-nothing-is-renewed")
    .map(({ detail }) => detail);

test("a thorough rehearsal revokes while somebody holds a lock, and counts an agent's users while nothing is renewed", async () => {
  const report = await rehearseStack(dev, { thorough: true });
  expect(failuresOf(report)).toEqual([]);
  expect(ofAgents(report)).toEqual([
    "was issued 2 users by database/creds/app-readwrite while nothing was renewed for 15 s",
  ]);
  expect(passedOf(report)).toEqual(
    expect.arrayContaining(
      ["app-migrator", "app-readonly", "app-readwrite"].map((role) => `${role}: revocation-gives-up-in-time`),
    ),
  );
});

test("a thorough rehearsal fails, and names the cause, when nothing bounds the users of an agent whose renewals fail", async () => {
  const report = await rehearseStack(remove("vault_quota_rate_limit")(dev), { thorough: true });
  const many =
    /^it was issued \d{2,} users by database\/creds\/app-readwrite, since it met PUT sys\/leases\/renew: 403 permission denied$/;
  expect(ofAgents(report)).toEqual([expect.stringMatching(many)]);
});

test("a thorough rehearsal fails, and names the cause, when revoking waits for locks without end", async () => {
  const edited = replaceIn("readonly", "revocation_statements", LOCK_TIMEOUT, "")(dev);
  expect(failuresOf(await rehearseStack(edited, { thorough: true }))).toEqual([
    "app-readonly: statements-as-described: revocation_statements: … leased) THEN RETURN; END IF; -- As a member, who runs this may end the role'…'GRANT %I TO… instead of … leased) THEN RETURN; END IF; PERFORM pg_catalog.set_config('…', '…', true); -- As a membe…",
    "app-readonly: revocation-gives-up-in-time: while somebody holds a lock, it is waiting after 15 s",
    "app-readonly: revocation-waits-for-no-lock: it would wait for somebody's lock without end: neither lock_timeout nor statement_timeout is set",
  ]);
});

test("a thorough rehearsal fails, and names the cause, when a role that can't be revoked goes on logging in", async () => {
  const edited = replaceIn("readonly", "revocation_statements", "COMMIT AND CHAIN", "SELECT 1")(dev);
  expect(failuresOf(await rehearseStack(edited, { thorough: true }))).toContain(
    "app-readonly: revocation-gives-up-in-time: while somebody holds a lock, the login goes on working",
  );
});
