import type { IConstruct } from "constructs";
import type { LoginMaterialKind, WrappingTtl } from "../../policies/login-material-rules";
import type { Duration } from "../duration";
import { grantLoginMaterial } from "./grants";
import { oneStackProblems } from "./one-stack";
import { addProblems, type Problem } from "./validation";
import { type Bounds, wrappingTtl, wrappingTtlProblems } from "./wrapping-ttl";

type NamedWorkload = IConstruct & { readonly workloadName: string };

/** What a workload logs in with. */
interface Material {
  readonly kind: LoginMaterialKind;
  /** Where it is made. */
  readonly path: string;
  /** The name of the prop that says how long it lives, and how long. */
  readonly life: [string, Duration];
  /** How long it may stay wrapped where nobody says so. */
  readonly standard: WrappingTtl;
}

/** Lets a workload make what another one logs in with, wrapped. */
export function letMake(
  maker: NamedWorkload,
  workload: NamedWorkload,
  { kind, path, life, standard }: Material,
  bounds: Bounds = {},
): void {
  grantLoginMaterial(maker, { kind, path, wrappingTtl: wrappingTtl(bounds, life[1], standard) });
  addProblems(workload, () => [
    ...(maker === workload ? [ownMaterial(workload.workloadName)] : []),
    ...oneStackProblems(
      workload,
      `workload "${maker.workloadName}", which makes what it logs in with,`,
      maker,
      "make both in one stack, or give whoever starts it login-material.policy.json",
    ),
    ...wrappingTtlProblems(bounds, life, standard),
  ]);
}

/** Whoever steals its token once would then have one for ever. */
function ownMaterial(name: string): Problem {
  const message = `workload "${name}" may make what it logs in with, so it is never without a token, and nor is who steals one`;
  return { rule: "own-login-material", message, fix: "let whoever starts it make it: another workload" };
}
