/** A login by AppRole: with a role ID and a secret ID. */
export interface AppRoleLogin {
  readonly method: "approle";
  /** The path of the auth method's mount, below `auth/`. */
  readonly path: string;
  /** How long and how often a secret ID can be used, and from which networks. */
  readonly secretId: {
    readonly ttl: number;
    readonly uses: number;
    /** From anywhere where it is missing. */
    readonly boundCidrs?: readonly string[];
  };
}

/** A login by Kubernetes: with the token of a service account. */
export interface KubernetesLogin {
  readonly method: "kubernetes";
  /** The path of the auth method's mount, below `auth/`. */
  readonly path: string;
  /** Names of the service accounts that may log in. */
  readonly serviceAccounts: readonly string[];
  /** Their namespaces. */
  readonly namespaces: readonly string[];
  /** The audience that their tokens have to be for. */
  readonly audience: string;
}

/** No login: somebody makes it a token, by a role of Vault's token auth method. */
export interface TokenLogin {
  readonly method: "token";
  /** The path of the auth method's mount, below `auth/`: every Vault has it. */
  readonly path: string;
}

/** A login by a signed token (JWT) of an issuer that is no cluster: a job of a CI. */
export interface JwtLogin {
  readonly method: "jwt";
  /** The path of the auth method's mount, below `auth/`. */
  readonly path: string;
  /** The audience that its tokens have to be for. */
  readonly audience: string;
  /** The claim that tells its tokens apart in Vault's identities and audit log. */
  readonly userClaim: string;
  /** The subject that they have to have. @default - any */
  readonly subject?: string;
  /** What else they have to say: each claim has one of these values, as it is written here. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}
