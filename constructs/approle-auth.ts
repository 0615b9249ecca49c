import { ApproleAuthBackendRole } from "@cdktf/provider-vault/lib/approle-auth-backend-role";
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { secretIdPath, WRAPPING_TTL } from "../policies/login-material-rules";
import type { WorkloadDescription } from "./access/access-manifest";
import type { AppRoleLogin } from "./access/login-description";
import { Agent } from "./agent/agent";
import type { AgentProps } from "./agent/agent-props";
import type { Duration } from "./duration";
import { importAuthMethod, enableAuthMethod } from "./private/auth-method";
import { cidrProblems } from "./private/cidr-problems";
import { durationProblems } from "./private/duration-problems";
import { letMake } from "./private/login-material";
import { addProblems, type Problem } from "./private/validation";
import { written } from "./private/written";
import type { VaultToken } from "./vault-token";
import { type IWorkload, Workload } from "./workload";
import type { WrappingTtlProps } from "./wrapping-ttl";

export interface AppRoleAuthProps {
  /** Where the auth method is mounted. @default - the construct's id */
  readonly path?: string;
}

export interface AppRoleWorkloadProps {
  /** How long a secret ID can be used. Vault's `secret_id_ttl`. */
  readonly secretIdTtl: Duration;
  /**
   * How often a secret ID can be used: once or more. Vault's `secret_id_num_uses`, where 0 would stand for any number
   * of times.
   *
   * @default 1
   */
  readonly secretIdUses?: number;
  /** The token it gets. */
  readonly token: VaultToken;
  /** From which networks it may log in. Vault's `secret_id_bound_cidrs`. @default - from anywhere */
  readonly boundCidrs?: readonly string[];
}

export interface GrantSecretIdProps {
  /** How long a secret ID stays wrapped. @default - a second at least, and 10 minutes at most */
  readonly wrappingTtl?: WrappingTtlProps;
}

/** Vault's AppRole auth method. */
export interface IAppRoleAuth extends IConstruct {
  /** The path of its mount, below `auth/`. */
  readonly path: string;
  /** Adds a workload that logs in with a role ID and a secret ID. */
  addWorkload(name: string, props: AppRoleWorkloadProps): AppRoleWorkload;
}

/**
 * Vault's AppRole auth method, enabled. Writes `sys/auth/<path>`, for which the provider's token needs
 * update, delete and sudo; it reads `sys/mounts/auth/<path>` and its `tune`, which it also updates.
 *
 * @see Vault documentation, "AppRole auth method", https://developer.hashicorp.com/vault/docs/auth/approle
 *
 * @example
 * const approle = new AppRoleAuth(stack, "approle");
 */
export class AppRoleAuth extends Construct implements IAppRoleAuth {
  /** An AppRole auth method that is mounted elsewhere. */
  static fromPath(scope: Construct, id: string, path: string): IAppRoleAuth {
    return new ImportedAppRoleAuth(scope, id, path);
  }

  readonly path: string;
  private readonly backend: string;

  constructor(scope: Construct, id: string, props: AppRoleAuthProps = {}) {
    super(scope, id);
    this.path = props.path ?? id;
    this.backend = enableAuthMethod(this, "approle", this.path);
  }

  addWorkload(name: string, props: AppRoleWorkloadProps): AppRoleWorkload {
    return new AppRoleWorkload(this, name, { path: this.path, backend: this.backend }, props);
  }
}

class ImportedAppRoleAuth extends Construct implements IAppRoleAuth {
  constructor(
    scope: Construct,
    id: string,
    readonly path: string,
  ) {
    super(scope, id);
    importAuthMethod(this, "approle", path);
  }

  addWorkload(name: string, props: AppRoleWorkloadProps): AppRoleWorkload {
    return new AppRoleWorkload(this, name, { path: this.path, backend: this.path }, props);
  }
}

/**
 * A workload that logs in with a role ID and a secret ID. Writes `auth/<path>/role/<name>`, for which the
 * provider's token needs create, read, update and delete; it reads `role-id` below.
 *
 * @see Vault documentation, "AppRole auth method (API)", "Create/update AppRole",
 * https://developer.hashicorp.com/vault/api-docs/auth/approle#create-update-approle
 *
 * @example
 * const myapp = approle.addWorkload("myapp", {
 *   secretIdTtl: Duration.minutes(10),
 *   token: VaultToken.periodic(Duration.hours(1)),
 * });
 * role.grantRead(myapp);
 */
export class AppRoleWorkload extends Workload {
  private readonly secretIdUses: number;
  private readonly authPath: string;
  private itsAgent?: Agent;

  /** Made by `approle.addWorkload`. */
  constructor(
    scope: Construct,
    name: string,
    mount: { readonly path: string; readonly backend: string },
    private readonly props: AppRoleWorkloadProps,
  ) {
    super(scope, { workloadName: name, authPath: mount.path, token: props.token });
    this.authPath = mount.path;
    const { secretIdTtl, boundCidrs } = props;
    this.secretIdUses = props.secretIdUses ?? 1;
    written(
      new ApproleAuthBackendRole(this, "Resource", {
        backend: mount.backend,
        roleName: name,
        bindSecretId: true,
        secretIdTtl: secretIdTtl.toSeconds(),
        secretIdNumUses: this.secretIdUses,
        secretIdBoundCidrs: boundCidrs && [...boundCidrs],
        tokenPolicies: [this.policyReference],
        tokenNoDefaultPolicy: true,
        ...props.token.toArguments(),
      }),
    );
    addProblems(this, () => [
      ...durationProblems({ secretIdTtl }, "bounded-secret-id"),
      ...usesProblems(this.secretIdUses),
      ...cidrProblems(boundCidrs),
    ]);
  }

  /** Describes the agent that logs in for it and keeps its credentials where it finds them. One for a workload. */
  agent(props: AgentProps): Agent {
    const { secretIdTtl, token } = this.props;
    const login = this.login(this.authPath);
    const agent = new Agent(this, { workload: this, login, secretIdTtl, token }, props);
    this.itsAgent ??= agent;
    return agent;
  }

  protected override describeMore(): Pick<WorkloadDescription, "agent"> {
    return { agent: this.itsAgent?.describe() };
  }

  /**
   * Lets another workload make secret IDs for this one: `update` on `auth/<path>/role/<name>/secret-id`, where Vault
   * answers only wrapped and takes no parameters, and `read` on its `role-id`. Nobody else of the stack may.
   *
   * @see Vault documentation, "Response wrapping",
   * https://developer.hashicorp.com/vault/docs/concepts/response-wrapping
   */
  grantSecretId(workload: IWorkload, props: GrantSecretIdProps = {}): void {
    const material = { path: secretIdPath(this.authPath, this.workloadName), standard: WRAPPING_TTL };
    letMake(
      workload,
      this,
      { kind: "secret-id", ...material, life: ["secretIdTtl", this.props.secretIdTtl] },
      props.wrappingTtl,
    );
  }

  protected login(path: string): AppRoleLogin {
    const { secretIdTtl, boundCidrs } = this.props;
    return {
      method: "approle",
      path,
      secretId: {
        ttl: secretIdTtl.toSeconds(),
        uses: this.secretIdUses,
        ...(boundCidrs && { boundCidrs: [...boundCidrs].sort() }),
      },
    };
  }
}

function usesProblems(uses: number): Problem[] {
  if (Token.isUnresolved(uses)) return [];
  if (Number.isInteger(uses) && uses >= 1) return [];
  const message =
    uses === 0 ? "secretIdUses is 0, which Vault takes for any number" : `secretIdUses is ${uses}`;
  const fix = "use a whole number of 1 or more";
  return [{ rule: "secret-id-uses", message, fix, guardrail: "bounded-secret-id" }];
}
