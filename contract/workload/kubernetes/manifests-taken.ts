import { type Check, NotChecked, Violation } from "../../check";
import type { Context } from "../../context";
import type { WorkloadContext } from "../workload-context";

/** The cluster would take each file that a workload's operators are told, as it is next to the stack. */
export function manifestsAreTaken({ deployment }: Context, context: WorkloadContext): Check[] {
  const { login, injector, vaultSecretsOperator, externalSecrets } = context.workload;
  if (!deployment.abilities.has("a real cluster") || login.method !== "kubernetes") return [];
  const operators = [injector, vaultSecretsOperator, externalSecrets].flatMap((operator) => operator ?? []);
  const stack = deployment.stacks.find(({ access }) => access.workloads.includes(context.workload));
  return operators.map(({ file }) => ({
    id: "cluster-takes-manifests",
    kind: "also",
    says: `cluster takes ${file}`,
    about: { ...context.about, object: file },
    harm: "writes",
    needs: ["a real cluster", "files"],
    attempt: async () => {
      const text = stack?.files.get(file) ?? "";
      const { kind, reason } = await deployment.manifests.tryOut(text, login.namespaces);
      if (kind === "refused") throw new Violation(`${file}: ${reason}`);
      if (kind === "not checked") throw new NotChecked(reason);
      return `takes ${reason}, in a dry run`;
    },
  }));
}
