import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kubectl } from "../../../rehearsal/servers/kubectl";

/** What a cluster answers, in the words of kubectl 1.32 and an API server of 1.36. */
export interface ClusterAnswers {
  /** The groups of its API. */
  readonly groups: readonly string[];
  /** Names of what is there, by which somebody looks for it. @default - nothing */
  readonly objects?: readonly string[];
  /** What it says to a dry run. @default - it takes what it is told */
  readonly refusal?: string;
}

/** Does something with a kubectl in whose place somebody answers. It takes down what it is asked. */
export async function withStandInKubectl<Result>(
  { groups, objects = [], refusal }: ClusterAnswers,
  use: (kubectl: Kubectl, asked: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "kubectl-"));
  const file = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const asked = file("asked", "");
  const apis = file("apis", JSON.stringify({ groups: groups.map((name) => ({ name })) }));
  const there = file("there", objects.join("\n"));
  const words = file("words", refusal ?? "");
  const taken = [
    "vaultdynamicsecret.generators.external-secrets.io/web",
    "externalsecret.external-secrets.io/web",
  ];
  const script = [
    "#!/bin/sh",
    `echo "$@" >> ${asked}`,
    `[ "$2" = --raw ] && exec cat ${apis}`,
    `[ "$1" = get ] && exec cat ${there}`,
    `cat >> ${asked}`,
    `[ -s ${words} ] && { cat ${words} >&2; exit 1; }`,
    ...taken.map((object) => `echo "${object} serverside-applied (server dry run)"`),
    "",
  ];
  chmodSync(file("kubectl", script.join("\n")), 0o700);
  try {
    const env = { PATH: `${directory}:${process.env.PATH}` };
    return await use(new Kubectl(file("kubeconfig", ""), env), asked);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
