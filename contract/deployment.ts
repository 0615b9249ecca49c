import type { AccessManifest, AgentDescription, DatabaseReference, InjectorDescription } from "../constructs";
import type { ClientCertificate, PostgresAddress } from "../clients/postgres-session";
import type { VaultClient } from "../clients/vault-client";
import type { WrittenResource } from "../policies";
import type { AcknowledgedResource } from "./acknowledged";
import type { Ability } from "./abilities";
import type { LoadedSchema } from "./postgres/loaded-schema";
import type { VaultBefore } from "./vault/vault-before";

/** A deployed stack on live servers, with everything the contract needs to try it. */
export interface Deployment {
  /** What is expected. */
  readonly access: AccessManifest;
  /** What can be done with it. What else is here is used by checks that need it, and by no others. */
  readonly abilities: ReadonlySet<Ability>;
  /** Vault, as somebody who may do everything. */
  readonly vault: VaultClient;
  /** The server a database is on. */
  serverOf(database: DatabaseReference): PostgresServer;
  /** What a database had before the stack granted anything. Undefined where that was invented. */
  loadedSchema(database: DatabaseReference): LoadedSchema | undefined;
  /** Servers that follow that of a database, and take no writes. */
  standbysOf(database: DatabaseReference): readonly PostgresServer[];
  /** What an account shows besides its password, where its server asks for it. */
  clientCertificateOf(account: string): ClientCertificate | undefined;
  /** The passwords that accounts had before Vault rotated them, by connection: `database/appdb`. */
  readonly bootstrapPasswords: ReadonlyMap<string, string>;
  /** What no construct describes, somebody acknowledged, and was applied with it. */
  readonly acknowledged: readonly AcknowledgedResource[];
  /** The stacks that were applied: several when they share their servers. */
  readonly stacks: readonly StackOutput[];
  /** What the server of a database has logged so far, with every statement that makes or changes something. */
  serverLog(database: DatabaseReference): string;
  /** How databases that a DBA owns were given to Vault. */
  readonly adoptions: readonly Adoption[];
  /** Whom a connection with verified TLS must not talk to. */
  readonly impostors: readonly Impostor[];
  /** Everything an audit device has written so far. */
  auditLog(path: string): Promise<string>;
  /** The service account tokens of the cluster that an auth method asks, by the path of its mount. */
  serviceAccountTokens(path: string): ServiceAccountTokens;
  /** The tokens of the issuer that an auth method for JWTs takes, by the path of its mount. */
  jwts(path: string): JwtTokens;
  /** What a cluster would take. */
  readonly manifests: ManifestDryRun;
  /** Agents, by the configuration that synthesis wrote next to the stack. */
  readonly agents: Agents;
  /** Vault right before the stack was applied. */
  readonly vaultBefore: VaultBefore;
  /** Applies the same stack once more. */
  applyAgain(): Promise<void>;
}

/** What came of a stack's synthesis. */
export interface StackOutput {
  readonly access: AccessManifest;
  /** What it writes to Vault. */
  readonly resources: readonly WrittenResource[];
  /** What synthesis wrote next to it, by name: policies for who deploys and who plans, what a DBA runs. */
  readonly files: ReadonlyMap<string, string>;
}

export interface PostgresServer extends PostgresAddress {
  /** PostgreSQL's version: `18.4`. */
  readonly version: string;
  readonly superuser: { readonly user: string; readonly password: string };
  /** Who deploys: PostgreSQL makes it an administrator of the roles it makes. */
  readonly deployer?: string;
  /** Somebody who uses the server for something else. */
  readonly outsider: { readonly user: string; readonly password: string };
}

/** How a database that is there was given to Vault, by what its DBA runs. */
export interface Adoption {
  readonly database: DatabaseReference;
  /** What stopped it while a login was there that nobody named. Empty where nothing did. */
  readonly stopped: string;
  /** Whether the script was run before, as another one: nobody comes in through PUBLIC any more. */
  readonly isRepeated: boolean;
}

/** Somebody who listens like a PostgreSQL server, and is not one. */
export interface Impostor {
  /** What is wrong with its certificate. */
  readonly kind: "unknown-ca" | "other-host";
  readonly host: string;
  readonly port: number;
  /** Whether a client said more to it than that it wants TLS. */
  readonly wasTrusted: () => boolean;
}

export interface ServiceAccountTokens {
  issue(claims: ServiceAccountClaims): string | Promise<string>;
}

export interface ServiceAccountClaims {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string;
  /** Negative for one that has expired. */
  readonly ttlSeconds: number;
}

export interface JwtTokens {
  /** A token with these claims. Whose it is and when it is good are in it where they don't say otherwise: now, for 5 minutes. */
  issue(claims: JwtClaims, signature?: JwtSignature): string | Promise<string>;
}

/** Claims of a token. One that is undefined is left out. */
export type JwtClaims = Readonly<Record<string, string | number | undefined>>;

/**
 * Who signs a token: its issuer, a stranger who calls his key the same, nobody, or whoever knows the issuer's public key,
 * with that as a secret.
 */
export type JwtSignature = "issuer" | "stranger" | "none" | "public key as secret";

/** A cluster that says whether it would take manifests, without taking them. */
export interface ManifestDryRun {
  /** @param namespaces those that the manifests are in */
  tryOut(text: string, namespaces: readonly string[]): Promise<ManifestVerdict>;
}

/** What came of it, in the words of whoever said so. */
export interface ManifestVerdict {
  readonly kind: "taken" | "refused" | "not checked";
  readonly reason: string;
}

/** Runs the real agent of Vault or OpenBao. */
export interface Agents {
  /**
   * Starts the agent of a workload.
   *
   * @param material what it logs in with
   * @param commandsFail whether what it runs on a change fails, and no process has the ID that it sends a signal to
   */
  start(agent: AgentDescription, material: LoginMaterial, commandsFail?: boolean): Promise<PlayedAgent>;
  /**
   * Starts a pod of a workload, with the agents that an injector makes of the file that synthesis wrote.
   *
   * @param tokens gives it what it logs in with
   */
  startInPod(injector: InjectorDescription, tokens: ServiceAccountTokens): Promise<PlayedPod>;
}

/** The agents that an injector puts into a pod: one before its containers, and one beside them. */
export interface PlayedPod extends PlayedAgent {
  /** Whether its containers have started: the first agent has ended well, and the other one was started if there is one. */
  readonly hasStarted: boolean;
  /** Whether there is a second one. */
  readonly hasAgentBeside: boolean;
  /** What its second agent asked Vault so far. */
  readonly requestsBeside: readonly AgentRequest[];
  /** Ends it as a cluster does. */
  terminate(): Promise<void>;
}

/** What whatever deploys gives a workload's agent. */
export interface LoginMaterial {
  readonly roleId: string;
  readonly wrappingToken: string;
}

/** An agent that was started. */
export interface PlayedAgent {
  /** What it asked Vault so far. */
  readonly requests: readonly AgentRequest[];
  /** Why it has ended, in one line. Undefined while it runs. */
  readonly end: string | undefined;
  /** The files of its machine, by path, but for its role ID and what says whom it sends signals to. */
  files(): ReadonlyMap<string, AgentFile>;
  /** How often it did what is to be done when it wrote a file. */
  changesOf(destination: string): number;
  /** The environment of the process that it has started last. Undefined while there is none. */
  environment(): Readonly<Record<string, string>> | undefined;
  /** From now on Vault renews no lease of it. */
  refuseRenewals(): void;
  stop(): Promise<void>;
}

export interface AgentFile {
  readonly text: string;
  /** In octal: `0600`. */
  readonly mode: string;
}

/** What an agent asked Vault, and what came of it. */
export interface AgentRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly errors: readonly string[];
  /** The lease that it got. */
  readonly lease?: string;
  /** The accessor of the token that it got. */
  readonly accessor?: string;
}
