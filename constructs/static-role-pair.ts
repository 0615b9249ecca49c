import { Token } from "cdktf";
import { Construct } from "constructs";
import type { StaticRolePairDescription } from "./access/static-role-description";
import type { IDatabaseSecretsEngine } from "./database-secrets-engine";
import type { DatabaseStaticRole } from "./database-static-role";
import { time } from "./access/fact";
import { alternatingSchedules, leastPeriod, WINDOW_SECONDS } from "./access/pair-rotations";
import { Duration } from "./duration";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { durationProblems } from "./private/duration-problems";
import { addProblems, type Problem } from "./private/validation";
import { unknownText } from "./private/vault-name";
import { StaticRotation } from "./static-rotation";
import type { IWorkload } from "./workload";

export interface StaticRolePairProps {
  /** How long each of the two keeps its password. */
  readonly period: Duration;
  /** The longest that anybody goes on using a password after reading it: two fifths of the period, or less; with schedules, an hour less than a half of it. */
  readonly longestUse: Duration;
}

/** Makes one of the two. */
export type AddRoleOfPair = (
  pair: StaticRolePair,
  color: "blue" | "green",
  rotation: StaticRotation,
) => DatabaseStaticRole;

const WINDOW = Duration.hours(WINDOW_SECONDS / 3600);

/**
 * Two static roles of the same privileges, `<name>-blue` and `<name>-green`, whose passwords change in turn: whoever reads
 * both, and takes the one that changed last (`last_vault_rotation`), can use it for `longestUse`, while the other one changes. Two that change at once lock
 * everybody out.
 *
 * Both passwords change when the roles are made, so a pair begins in phase. Where a schedule can have the period (3, 4, 6, 8,
 * 12 or 24 hours, or 7 days), and the engine is of `VaultProduct.vault()`, schedules set the two apart. Otherwise somebody
 * has to, once: `vault-db static-pairs <stack> --rotate` changes one password, from `longestUse` after they were made to
 * `longestUse` before they change again; without `--rotate` it says when that is, and how far apart they are. A Vault that was down when both were due changes both at once.
 *
 * @see Vault documentation, "Database secrets engine", "Static roles",
 * https://developer.hashicorp.com/vault/docs/secrets/databases#static-roles
 *
 * @example
 * const pair = connection.addStaticRolePair("web", {
 *   privileges: Privileges.readWrite(),
 *   period: Duration.days(2),
 *   longestUse: Duration.hours(12),
 * });
 * pair.grantRead(workload);
 */
export class StaticRolePair extends Construct {
  readonly blue: DatabaseStaticRole;
  readonly green: DatabaseStaticRole;
  private readonly schedules?: readonly [string, string];

  /** Made by `connection.addStaticRolePair`. */
  constructor(
    scope: Construct,
    readonly pairName: string,
    private readonly engine: IDatabaseSecretsEngine,
    private readonly props: StaticRolePairProps,
    addRole: AddRoleOfPair,
  ) {
    super(scope, childId(scope, "pair", pairName));
    const isVault = engine.product?.name === "vault";
    this.schedules = isVault ? alternatingSchedules(props.period.toSeconds()) : undefined;
    claim(this, "static role pair", `${engine.path}/${pairName}`);
    this.blue = addRole(this, "blue", this.rotation(0));
    this.green = addRole(this, "green", this.rotation(1));
    describe(this, "staticRolePairs", () => this.describe());
    addProblems(this, () => this.problems());
  }

  /** Lets a workload read both: `read` on `<mount>/static-creds/<name>-blue` and on `<mount>/static-creds/<name>-green`. */
  grantRead(workload: IWorkload): void {
    this.blue.grantRead(workload);
    this.green.grantRead(workload);
  }

  private rotation(index: 0 | 1): StaticRotation {
    if (!this.schedules) return StaticRotation.every(this.props.period);
    return StaticRotation.schedule({ cron: this.schedules[index], window: WINDOW });
  }

  private describe(): StaticRolePairDescription {
    const { period, longestUse } = this.props;
    return {
      name: this.pairName,
      engine: this.engine.path,
      blue: this.blue.roleName,
      green: this.green.roleName,
      period: period.toSeconds(),
      longestUse: longestUse.toSeconds(),
      apartBy: this.schedules ? "schedule" : "forced-rotation",
    };
  }

  private problems(): Problem[] {
    const { period, longestUse } = this.props;
    const unknown = Object.entries({ period, longestUse }).filter(([, each]) =>
      Token.isUnresolved(each.toSeconds()),
    );
    // How far apart two rotations are is worked out now.
    if (unknown.length) return unknown.map(([name]) => unknownText("duration", `${name} of a pair`));
    const problems = durationProblems({ longestUse });
    if (!period.isValid() || !longestUse.isValid()) return problems;
    const least = leastPeriod(longestUse.toSeconds(), this.schedules !== undefined);
    if (period.toSeconds() >= least) return problems;
    const message = this.schedules
      ? `the rotations of a pair with a period of ${period} are a half of it apart, and either can be ${WINDOW} late, which is less than longestUse, ${longestUse}`
      : `a pair with a period of ${period} and a longestUse of ${longestUse} leaves less than a fifth of the period to set its rotations apart in`;
    const fix = `raise period to ${time(least)} or more, or lower longestUse`;
    return [...problems, { rule: "pair-rotations-meet", message, fix }];
  }
}
