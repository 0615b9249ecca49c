import { askVault } from "../clients/ask-vault";
import type { VaultClient } from "../clients/vault-client";
import type { StaticRolePairDescription } from "../constructs/access/static-role-description";
import { type PairPhase, pairPhase, type PairRotations, rotatedAt } from "../contract/pair-phase";
import { DEPLOY } from "./vault-of-caller";

/** A pair as Vault has it. */
export interface PairState {
  /** `database/web` */
  readonly pair: string;
  /** By static role, when Vault changed its password last, as ISO 8601 has it. */
  readonly rotated: Readonly<Record<string, string>>;
  /** How many seconds lie between the rotations. */
  readonly apart: number;
  /** The longest that a password is used, in seconds. */
  readonly longestUse: number;
  /** Whether a password that was just read is good for that long. */
  readonly ok: boolean;
  /** The static role whose rotation was forced now. */
  readonly forced?: string;
  /** The one whose rotation has to be forced, and when, where that is so. */
  readonly due?: { readonly role: string; readonly from: string; readonly until: string };
}

/** How the two of a pair stand to each other. @param rotate whether to change the password of one that is due */
export async function stateOfPair(
  vault: VaultClient,
  pair: StaticRolePairDescription,
  rotate: boolean,
): Promise<PairState> {
  const before = await rotationsOf(vault, pair);
  const phase = pairPhase(pair, before);
  if (phase.isApart || !rotate || !isDue(phase)) return stateOf(pair, before, phase);
  const role = pair[phase.due.color];
  await ask(vault, pair, `change the password of ${role}`, () =>
    vault.request("POST", `${pair.engine}/rotate-role/${role}`),
  );
  const after = await rotationsOf(vault, pair);
  return { ...stateOf(pair, after, pairPhase(pair, after)), forced: role };
}

function isDue({ due: { from, until } }: PairPhase): boolean {
  return from <= Date.now() && Date.now() <= until;
}

async function rotationsOf(vault: VaultClient, pair: StaticRolePairDescription): Promise<PairRotations> {
  const [blue = NaN, green = NaN] = await Promise.all(
    [pair.blue, pair.green].map((role) =>
      ask(vault, pair, `tell when the password of ${role} changed`, async () => {
        const { data } = await vault.request("GET", `${pair.engine}/static-roles/${role}`);
        return rotatedAt(String(data?.last_vault_rotation));
      }),
    ),
  );
  return { blue, green };
}

function ask<Answer>(
  vault: VaultClient,
  { engine }: StaticRolePairDescription,
  what: string,
  action: () => Promise<Answer>,
): Promise<Answer> {
  const advice = `Whoever runs this needs read on ${engine}/static-roles/+, which plan.policy.json gives, and with --rotate update on ${engine}/rotate-role/+.`;
  return askVault(vault, what, { 403: advice, 404: DEPLOY }, action);
}

function stateOf(pair: StaticRolePairDescription, rotations: PairRotations, phase: PairPhase): PairState {
  const { due, apart, isApart } = phase;
  const isScheduled = pair.apartBy === "schedule" && Date.now() < due.from + pair.period * 1000;
  const ok = isApart || isScheduled;
  return {
    pair: `${pair.engine}/${pair.name}`,
    rotated: { [pair.blue]: at(rotations.blue), [pair.green]: at(rotations.green) },
    apart,
    longestUse: pair.longestUse,
    ok,
    ...(!ok && { due: { role: pair[due.color], from: at(due.from), until: at(due.until) } }),
  };
}

function at(time: number): string {
  return new Date(time).toISOString();
}
