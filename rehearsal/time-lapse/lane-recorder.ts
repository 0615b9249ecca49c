import type { Exchange } from "../servers/vault-relay";
import type { Clock } from "./clock";
import type { Bar, BarEnd, Lane, Lifetime, TimelineEvent } from "./timeline";

/** Events of one kind that are told: after so many, they are only counted. */
const EVENTS_OF_A_KIND = 25;

/** How much earlier than at its max_ttl what is renewed in whole seconds may end. */
const LEEWAY_S = 1.5;

/** A token, a lease or a password while it may go on. */
export interface RecordedBar {
  readonly of: string;
  readonly label: string;
  readonly from: number;
  readonly renewals: number[];
  /** How long it lives from `since` on, as Vault said last. */
  ttl: number;
  since: number;
  /** The lease's ID, or the token's accessor. */
  readonly id?: string;
  /** The token that a lease was issued to. */
  readonly token?: RecordedBar;
  to?: number;
  end?: BarEnd;
}

export interface LaneProps extends Pick<Lane, "kind" | "name" | "by"> {
  readonly lifetimes: readonly Lifetime[];
}

/** Takes down what befalls a workload or a static role. */
export class LaneRecorder {
  readonly tokens: RecordedBar[] = [];
  readonly credentials: RecordedBar[] = [];
  readonly events: TimelineEvent[] = [];
  private readonly byToken = new Map<string, RecordedBar>();

  constructor(
    readonly props: LaneProps,
    private readonly clock: Clock,
  ) {}

  get now(): number {
    return this.clock.now;
  }

  add(kind: TimelineEvent["kind"], says: string): void {
    const isTold = this.events.filter((event) => event.kind === kind).length < EVENTS_OF_A_KIND;
    if (isTold) this.events.push({ at: this.clock.now, kind, says });
  }

  begin(bars: RecordedBar[], bar: Pick<RecordedBar, "of" | "label" | "ttl" | "id" | "token">): RecordedBar {
    const { now } = this.clock;
    const begun = { ...bar, from: now, since: now, renewals: [] };
    bars.push(begun);
    return begun;
  }

  end(bar: RecordedBar, end: BarEnd): void {
    bar.to = this.clock.now;
    bar.end = end;
  }

  /** What its client asked Vault, and Vault granted. */
  onAnswer({ path, token = "", status, text }: Exchange): void {
    if (status >= 400) return;
    const { auth, lease_id: id = "", lease_duration: ttl = 0, data } = parsed(text);
    if (path === "auth/token/renew-self") return this.renewed(this.byToken.get(token), auth?.lease_duration);
    if (path === "auth/token/revoke-self") return this.gaveBack(this.byToken.get(token));
    if (auth) return this.loggedIn(path, auth);
    if (/^sys\/leases\/renew/.test(path)) return this.renewed(this.leaseOf(id), ttl);
    if (id && data?.username) this.issued(path, { id, ttl, user: data.username }, this.byToken.get(token));
  }

  toLane(queries?: Lane["queries"]): Lane {
    const { kind, name, by, lifetimes } = this.props;
    return {
      kind,
      name,
      ...(by && { by }),
      lifetimes,
      tokens: this.tokens.map((token) => this.toBar(this.ended(token))),
      credentials: inOrder(this.credentials).map((bar) => this.toBar(bar)),
      events: this.events,
      ...(queries && { queries }),
    };
  }

  private toBar({ of, label, from, renewals, to = this.clock.now, end = "running" }: RecordedBar): Bar {
    return { of, label, from, to, renewals, end };
  }

  /** Of the end of a token that nobody renews, or can't renew any more, there is no answer. */
  private ended(token: RecordedBar): RecordedBar {
    const expiry = expiryOf(token);
    if (token.to !== undefined || expiry > this.clock.now) return token;
    const maxTtl = this.props.lifetimes.find(({ of }) => of === token.of)?.played.maxTtl;
    const isBounded = maxTtl !== undefined && expiry > token.from + maxTtl - LEEWAY_S;
    return { ...token, to: expiry, end: isBounded ? "max_ttl" : "expired" };
  }

  private leaseOf(id: string): RecordedBar | undefined {
    return this.credentials.find((bar) => bar.id === id);
  }

  private loggedIn(
    path: string,
    { client_token, accessor, policies, lease_duration: ttl }: AuthAnswer,
  ): void {
    const bar = this.begin(this.tokens, { of: path, label: policies.join(", "), ttl, id: accessor });
    this.byToken.set(client_token, bar);
    this.add("login", path.endsWith("/login") ? `logs in at ${path}` : `is given a token, made at ${path}`);
  }

  private issued(path: string, lease: { id: string; ttl: number; user: string }, token?: RecordedBar): void {
    const before = this.credentials.filter(({ of, to }) => of === path && to === undefined).at(-1);
    this.begin(this.credentials, { of: path, label: lease.user, ttl: lease.ttl, id: lease.id, token });
    if (before && token === this.tokens.at(-1))
      this.add("replaced", `${lease.user} takes the place of ${before.label}`);
  }

  private renewed(bar: RecordedBar | undefined, ttl = 0): void {
    if (!bar) return;
    const { now } = this.clock;
    bar.renewals.push(now);
    Object.assign(bar, { since: now, ttl });
  }

  private gaveBack(token: RecordedBar | undefined): void {
    if (!token) return;
    this.end(token, "given back");
    for (const lease of this.credentials)
      if (lease.token === token && lease.to === undefined) this.end(lease, "given back");
  }
}

function inOrder(bars: readonly RecordedBar[]): RecordedBar[] {
  return [...bars].sort((one, other) => one.from - other.from);
}

interface AuthAnswer {
  readonly client_token: string;
  readonly accessor: string;
  readonly policies: readonly string[];
  readonly lease_duration: number;
}

interface Parsed {
  readonly auth?: AuthAnswer;
  readonly lease_id?: string;
  readonly lease_duration?: number;
  readonly data?: { readonly username?: string } | null;
}

function parsed(text: string): Parsed {
  return text.startsWith("{") ? (JSON.parse(text) as Parsed) : {};
}

/** When a lease or a token ends that nobody renews. */
export function expiryOf({ since, ttl }: RecordedBar): number {
  return since + ttl;
}
