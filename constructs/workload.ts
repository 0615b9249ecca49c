import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Lazy, Token as CdktfToken } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { workloadPolicy } from "../policies/workload-policy";
import type { CredentialDescription, LoginDescription } from "./access/access-manifest";
import type { IDatabaseRole } from "./database-role";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { durationProblems, orderProblems } from "./private/duration-problems";
import { describe } from "./private/manifest";
import { addProblems, type Problem } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import type { Token } from "./token";

/** Who logs in to Vault and reads credentials. */
export interface IWorkload extends IConstruct {
  /** Its name at the auth method. */
  readonly workloadName: string;
  /** Its one policy. */
  readonly policyName: string;
  /** Called by `role.grantRead(workload)`. */
  allowRead(role: IDatabaseRole): void;
}

export interface WorkloadProps {
  /** Its name at the auth method. */
  readonly workloadName: string;
  /** Where its auth method is mounted, below `auth/`. */
  readonly authPath: string;
  /** The Vault token it gets. */
  readonly token: Token;
}

/**
 * A workload and its one policy, which holds what it was granted and nothing else. Writes
 * `sys/policies/acl/<auth path>-<name>`, for which the provider's token needs create, read, update and delete.
 *
 * @see Vault documentation, "Policies"
 */
export abstract class Workload extends Construct implements IWorkload {
  readonly workloadName: string;
  readonly policyName: string;
  /** The policy, as a reference that makes whoever uses it wait for it. */
  protected readonly policyReference: string;
  private readonly reads = new Map<string, CredentialDescription>();

  protected constructor(scope: Construct, props: WorkloadProps) {
    super(scope, childId(scope, "workload", props.workloadName));
    const { workloadName, authPath, token } = props;
    this.workloadName = workloadName;
    this.policyName = policyNameOf(authPath, workloadName);
    claim(this, "Vault policy", this.policyName);
    const text = Lazy.stringValue({ produce: () => workloadPolicy(this.sortedReads()).toJson() });
    this.policyReference = new Policy(this, "policy", { name: this.policyName, policy: text }).name;
    describe(this, "workloads", () => ({
      name: workloadName,
      login: this.login(authPath),
      policy: this.policyName,
      reads: this.sortedReads(),
      token: token.describe(),
    }));
    addProblems(this, () => [
      ...vaultNameProblems("workload", workloadName),
      ...lowerCaseProblems(workloadName),
      ...tokenProblems(token),
      ...this.readProblems(),
    ]);
  }

  allowRead(role: IDatabaseRole): void {
    this.reads.set(role.path, { path: role.path, kind: "leased" });
  }

  /** How it logs in, for its entry in `access.json`. @param path where its auth method is mounted, below `auth/` */
  protected abstract login(path: string): LoginDescription;

  private sortedReads(): CredentialDescription[] {
    return [...this.reads.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private readProblems(): Problem[] {
    if (this.reads.size) return [];
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

/** Vault keeps policy names in lower case, so Terraform would see a difference for ever. */
function policyNameOf(authPath: string, workloadName: string): string {
  return `${authPath.replaceAll("/", "-")}-${workloadName}`.toLowerCase();
}

function tokenProblems({ period, bounds }: Token): Problem[] {
  return [
    ...durationProblems({
      "the token's period": period,
      "the token's ttl": bounds?.ttl,
      "the token's maxTtl": bounds?.maxTtl,
    }),
    ...(bounds ? orderProblems(["the token's ttl", bounds.ttl], ["its maxTtl", bounds.maxTtl]) : []),
  ];
}

/** Vault writes the names of login roles in lower case, so who looks for what was written doesn't find it. */
function lowerCaseProblems(name: string): Problem[] {
  if (CdktfToken.isUnresolved(name) || name === name.toLowerCase()) return [];
  const message = `workload "${name}" has capital letters, which Vault turns into lower-case ones`;
  return [{ rule: "lower-case-name", message, fix: `call it "${name.toLowerCase()}"` }];
}
