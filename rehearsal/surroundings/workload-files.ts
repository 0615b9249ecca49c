import type { AccessManifest } from "../../constructs";
import { agentConfiguration } from "../../constructs/agent/configuration/agent-configuration";
import { manifestFilesOf } from "../../constructs/kubernetes/manifests/manifest-files";
import type { Undescribed } from "../stack/described-settings";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { fileDifference } from "./file-difference";

type WorkloadDescription = AccessManifest["workloads"][number];

/** What an agent would be started with, where it isn't what is described: a rehearsal starts agents by what is described. */
export function undescribedAgents({ access, files }: SynthesizedStack): Undescribed[] {
  return access.workloads.flatMap((workload) => {
    const { agent } = workload;
    return agent ? difference(workload, agent.file, agentConfiguration(workload, agent), files) : [];
  });
}

/** What would be applied to a cluster, where it isn't what is described: a rehearsal does what operators do by what is described. */
export function undescribedManifests({ access, files }: SynthesizedStack): Undescribed[] {
  return access.workloads.flatMap((workload) =>
    manifestFilesOf(workload).flatMap(({ name, text }) => difference(workload, name, text(), files)),
  );
}

function difference(
  { name, login }: WorkloadDescription,
  file: string,
  described: string,
  files: SynthesizedStack["files"],
): Undescribed[] {
  return fileDifference({ kind: "workload", name, login: login.path }, file, described, files);
}
