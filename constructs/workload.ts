import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Lazy, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { workloadPolicy } from "../policies/workload-policy";
import type { LoginDescription, WorkloadDescription } from "./access/access-manifest";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { durationProblems, orderProblems } from "./private/duration-problems";
import { describe } from "./private/describe";
import { credentialsOf, encryptionKeysOf, loginMaterialOf, operatedStacksOf, workOf } from "./private/grants";
import { addProblems, type Problem } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import { written } from "./private/written";
import type { VaultToken } from "./vault-token";

/** Who logs in to Vault and reads credentials. */
export interface IWorkload extends IConstruct {
  /** Its name at the auth method. */
  readonly workloadName: string;
  /** Its one policy. */
  readonly policyName: string;
}

export interface WorkloadProps {
  /** Its name at the auth method. */
  readonly workloadName: string;
  /** Where its auth method is mounted, below `auth/`. */
  readonly authPath: string;
  /** The Vault token it gets. */
  readonly token: VaultToken;
}

/**
 * A workload and its one policy, which holds what it was granted and nothing else. Writes
 * `sys/policies/acl/<auth path>-<name>`, for which the provider's token needs read, update and delete.
 *
 * @see Vault documentation, "Policies", https://developer.hashicorp.com/vault/docs/concepts/policies
 *
 * @example
 * role.grantRead(workload);
 */
export abstract class Workload extends Construct implements IWorkload {
  readonly workloadName: string;
  readonly policyName: string;
  /** The policy, as a reference that makes whoever uses it wait for it. */
  protected readonly policyReference: string;

  protected constructor(
    scope: Construct,
    private readonly within: WorkloadProps,
  ) {
    super(scope, childId(scope, "workload", within.workloadName));
    const { workloadName, authPath, token } = within;
    this.workloadName = workloadName;
    this.policyName = policyNameOf(authPath, workloadName);
    claim(this, "Vault policy", this.policyName);
    const text = Lazy.stringValue({
      produce: () =>
        workloadPolicy(
          credentialsOf(this),
          loginMaterialOf(this),
          encryptionKeysOf(this),
          operatedStacksOf(this),
        ).toJson(),
    });
    this.policyReference = written(new Policy(this, "policy", { name: this.policyName, policy: text })).name;
    describe(this, "workloads", () => this.describe());
    addProblems(this, () => [
      ...vaultNameProblems("workload", workloadName),
      ...lowerCaseProblems(workloadName),
      ...tokenProblems(token),
      ...this.readProblems(),
    ]);
  }

  /** How it logs in, for its entry in `access.json`. @param path where its auth method is mounted, below `auth/` */
  protected abstract login(path: string): LoginDescription;

  /** Its entry in `access.json`. */
  protected describe(): WorkloadDescription {
    const { workloadName, authPath, token } = this.within;
    return {
      name: workloadName,
      login: this.login(authPath),
      policy: this.policyName,
      reads: credentialsOf(this),
      makes: someOf(loginMaterialOf(this)),
      encrypts: someOf(encryptionKeysOf(this)),
      operates: someOf(operatedStacksOf(this)),
      token: token.describe(),
      ...this.describeMore(),
    };
  }

  /** What else its entry in `access.json` says, by how it logs in. */
  protected describeMore(): Pick<
    WorkloadDescription,
    "agent" | "injector" | "vaultSecretsOperator" | "clientCache" | "externalSecrets"
  > {
    return {};
  }

  private readProblems(): Problem[] {
    const granted = [credentialsOf(this), loginMaterialOf(this), encryptionKeysOf(this), workOf(this)];
    if (granted.some(({ length }) => length)) return [];
    const message = `workload "${this.workloadName}" may read nothing`;
    return [
      {
        rule: "workload-reads",
        message,
        fix: "call grantRead(workload) on a role, or leave the workload out",
      },
    ];
  }
}

function someOf<Each>(all: readonly Each[]): readonly Each[] | undefined {
  return all.length ? all : undefined;
}

/** Vault keeps policy names in lower case, so Terraform would see a difference forever. */
function policyNameOf(authPath: string, workloadName: string): string {
  return `${authPath.replaceAll("/", "-")}-${workloadName}`.toLowerCase();
}

function tokenProblems({ period, bounds }: VaultToken): Problem[] {
  return [
    ...durationProblems({
      "the token's period": period,
      "the token's ttl": bounds?.ttl,
      "the token's maxTtl": bounds?.maxTtl,
    }),
    ...(bounds ? orderProblems(["the token's ttl", bounds.ttl], ["its maxTtl", bounds.maxTtl]) : []),
  ];
}

/** Vault writes the names of login roles in lower case, so whoever looks for the name as it was written doesn't find it. */
function lowerCaseProblems(name: string): Problem[] {
  if (Token.isUnresolved(name) || name === name.toLowerCase()) return [];
  const message = `workload "${name}" has capital letters, which Vault turns into lower-case ones`;
  return [{ rule: "lower-case-name", message, fix: `call it "${name.toLowerCase()}"` }];
}
