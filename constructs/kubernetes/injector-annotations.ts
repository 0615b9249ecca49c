import { Construct } from "constructs";
import type { InjectorDescription } from "../access/injector-description";
import { describeTemplate } from "../agent/private/describe-agent";
import { leaseProblems } from "../agent/private/login-problems";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { InjectorProps } from "./injector-props";
import type { OperatorScope } from "./operator-props";
import { clusterName } from "./private/cluster-name";
import { describeOperator } from "./private/describe-operator";
import { injectorProblems } from "./private/injector-problems";
import { rolesOf } from "./private/template-roles";

/**
 * What the agent injector of Vault or OpenBao is told about the pods of a workload: a patch of what makes them, with
 * annotations, the service account, a token of it for Vault's audience, and the user as whom they run. Synthesis writes
 * it as `<policy name>.injector.yaml` next to the stack's `cdk.tf.json`, once for each namespace; there is no secret in it.
 *
 * Each pod has one credential of a role: an agent writes the files before the pod's containers start, and hands its token
 * and its leases on to the one beside them, in a cache that is in the pod's memory. Pods of a Job have the first agent
 * alone, as the other one would keep them from ending: their longest run has to be shorter than lease and token. An agent
 * that can't log in, or is refused what it reads for some five minutes, ends and is started again, rather than be alive
 * beside a file whose user is gone.
 *
 * @see Vault documentation, "Vault Agent Injector annotations",
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations, and OpenBao documentation, "Annotations",
 * https://openbao.org/docs/platform/k8s/injector/annotations
 *
 * @example
 * pods.injector({
 *   product: VaultProduct.openBao(),
 *   vaultAddress: "https://vault.internal:8200",
 *   pods: Pods.cronJob("report", { longest: Duration.minutes(30) }),
 *   user: 1000,
 *   templates: [PodTemplate.envFile({ role, file: "database.env" })],
 * });
 */
export class InjectorAnnotations extends Construct {
  /** The name of the file that is written. */
  readonly fileName: string;

  /** Made by `workload.injector`. */
  constructor(
    scope: Construct,
    private readonly within: OperatorScope,
    private readonly props: InjectorProps,
  ) {
    super(scope, childId(scope, "manifests", "injector"));
    const { workload, login, token } = within;
    const { kind, name } = props.pods;
    this.fileName = `${workload.policyName}.injector.yaml`;
    claim(this, "manifests", this.fileName, "call injector(…) once, with all of its templates");
    for (const namespace of login.namespaces)
      claim(this, "injected pods", `${kind} ${namespace}/${name}, cluster ${clusterName(within)}`);
    addProblems(this, () => injectorProblems(within, props));
    addProblems(workload, () => leaseProblems(token, rolesOf(props)));
  }

  /** The injector in `access.json`. */
  describe(): InjectorDescription {
    const { product, pods, user, revokeAfter, templates } = this.props;
    return {
      ...describeOperator(this.within, this.props, this.fileName),
      product: product.name,
      pods: pods.describe(),
      longest: pods.longest?.toSeconds(),
      user,
      revokeAfter: revokeAfter?.toSeconds(),
      templates: templates.map(({ template }) => describeTemplate(template)),
    };
  }
}
