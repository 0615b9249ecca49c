import type { RehearsalReport } from "./report";
import type { PostgresVersion } from "./servers/postgres-binaries";
import { withRehearsal } from "./with-rehearsal";

export type { RehearsalReport };

export interface RehearsalProps {
  /** PostgreSQL's version. @default 18 */
  readonly postgres?: PostgresVersion;
  /** What databases have, as `pg_dump --schema-only` wrote it: `appdb=schema.sql`. @default - what they have is invented */
  readonly schemas?: readonly string[];
  /** What stands in for what the stack takes from others: `data.aws_vpc.main.cidr_block=10.0.0.0/16`. @default - nothing */
  readonly set?: readonly string[];
  /** Whether what takes 5 s a role to show is tried, too. @default false */
  readonly thorough?: boolean;
  /** Where `VAULT_BINARY` and `PATH` are looked up. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends it early when it is aborted. @default - it goes on to its end */
  readonly signal?: AbortSignal;
}

/**
 * Applies a synthesized stack to throwaway servers, and checks there that every credential can be issued, does what it should and no
 * more, and is gone when it is revoked. Nothing is left afterwards.
 *
 * @param targets the directory of a synthesized stack, or a stack of the app in cdktf.json; several are rehearsed together
 * @returns what it found: `failed` and `brokenOff` are 0 when all is well
 * @throws RehearsalError when it could not tell: its `problem` says why, its `advice` what to do
 */
export function rehearse(
  targets: string | readonly string[],
  { postgres = 18, env = process.env, ...props }: RehearsalProps = {},
): Promise<RehearsalReport> {
  const quiet = () => undefined;
  return withRehearsal(targets, { ...props, postgres, env, notify: quiet, onCheck: quiet }, ({ report }) =>
    Promise.resolve(report),
  );
}
