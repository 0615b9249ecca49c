import type { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { EphemeralRandomPassword } from "./private/random-password";
import { written } from "./private/written";

const GENERATED_LENGTH = 40;

/**
 * The first password of Vault's account, which Vault replaces by one that only Vault knows.
 * It never reaches a plan or a state: Terraform's write-only arguments carry it.
 *
 * @see Vault documentation, "Database secrets engine (API)", "Rotate root credentials",
 * https://developer.hashicorp.com/vault/api-docs/secret/databases#rotate-root-credentials
 */
export class RootCredential {
  /** Made by Terraform while it runs, set in PostgreSQL and in Vault at once. Nobody sees it. */
  static generated(): RootCredential {
    const make = (scope: Construct) =>
      written(new EphemeralRandomPassword(scope, "password", GENERATED_LENGTH)).result;
    return new RootCredential(true, make);
  }

  /**
   * From a Terraform variable: `TF_VAR_…`. Made sensitive and ephemeral. An account that a DBA made has this
   * password already; one that the stack makes is given it.
   */
  static fromVariable(variable: TerraformVariable): RootCredential {
    const mark = () => {
      variable.addOverride("sensitive", true);
      variable.addOverride("ephemeral", true);
      return variable.stringValue;
    };
    return new RootCredential(false, mark, variable);
  }

  /** From an ephemeral resource or provider function of one's own: `${ephemeral.….value}`. */
  static fromEphemeral(expression: string): RootCredential {
    return new RootCredential(false, () => expression);
  }

  private constructor(
    /** Whether this sets the account's password in PostgreSQL, too. */
    readonly isGenerated: boolean,
    private readonly make: (scope: Construct) => string,
    /** The variable it comes from. */
    readonly variable?: TerraformVariable,
  ) {}

  /** The password as a Terraform expression, made in the scope of the connection. */
  bind(scope: Construct): string {
    return this.make(scope);
  }
}
