import { TerraformVariable, Token } from "cdktf";
import {
  type IDatabaseRole,
  Duration,
  type InjectorProps,
  type KubernetesWorkloadProps,
  OnChange,
  Pods,
  PodTemplate,
  type PodTemplateProps,
  Privileges,
  StaticRotation,
  VaultProduct,
  VaultToken,
} from "../../../constructs";
import { inPods, type Operate, VAULT, workloadInPods } from "../kubernetes/granted-workload";
import { addConnection, type BadInput } from "./bad-input";

const INJECTOR = "bad/kubernetes/web/injector";
const FILE =
  "use 1 to 41 letters, digits, dashes, dots and underscores, with a letter or a digit at the end, and no directory";
const THERE = "have the application write it there: /vault/secrets/pid";
const WRITTEN =
  "write it as text: policies and access.json contain it, and are written before Terraform runs";
const USER = "use the ID of the user as whom the application runs: 1000";

const props = (role: IDatabaseRole, template: Partial<PodTemplateProps> = {}): InjectorProps => ({
  ...VAULT,
  product: VaultProduct.openBao(),
  pods: Pods.deployment("web"),
  user: 1000,
  templates: [PodTemplate.json({ role, file: "database.json", ...template })],
});

/** Pods with one file. */
const injected = (
  changes: Partial<InjectorProps>,
  template: Partial<PodTemplateProps> = {},
  workload: Partial<KubernetesWorkloadProps> = {},
) => inPods((web, role) => web.injector({ ...props(role, template), ...changes }), workload);

const job = (longest: Duration) => ({ pods: Pods.job("report", { longest }) });

const twice: Operate = (web, role) => {
  web.injector(props(role));
  web.injector({ ...props(role), pods: Pods.deployment("other") });
};

/** What an agent injector may be told wrong. */
export const BAD_INJECTORS: readonly BadInput[] = [
  [
    "pods with capitals",
    injected({ pods: Pods.deployment("Web") }),
    "kubernetes-name",
    INJECTOR,
    '"Web" can\'t be the name of a Deployment in Kubernetes',
    "use 1 to 63 lower-case letters, digits and dashes, with a letter or a digit at both ends",
  ],
  ["pods of root", injected({ user: 0 }), "pod-user", INJECTOR, "its pods are to run as root", USER],
  ["pods of nobody", injected({ user: 1.5 }), "pod-user", INJECTOR, "1.5 is not the ID of a user", USER],
  [
    "pods of whoever Terraform says",
    injected({ user: Token.asNumber("${var.user}") }),
    "pod-user",
    INJECTOR,
    "the user of its pods is known only when Terraform runs",
    WRITTEN,
  ],
  [
    "a grace that only Terraform knows",
    injected({ revokeAfter: Duration.seconds(Token.asNumber("${var.grace}")) }),
    "duration",
    INJECTOR,
    "the revokeAfter is known only when Terraform runs",
    WRITTEN,
  ],
  [
    "a CronJob whose Jobs would have longer names than can be",
    injected({ pods: Pods.cronJob("c".repeat(53), { longest: Duration.minutes(5) }) }),
    "kubernetes-name",
    INJECTOR,
    `"${"c".repeat(53)}" can't be the name of a CronJob in Kubernetes`,
    "use 1 to 52 lower-case letters, digits and dashes, with a letter or a digit at both ends",
  ],
  [
    "a file whose annotations are to the injector those of another",
    injected({}, { file: "file-database.json" }),
    "pod-file",
    INJECTOR,
    '"file-database.json" starts with file-, by which the injector takes its template for the path of one',
    "give it another name",
  ],
  [
    "pods without a file",
    injected({ templates: [] }),
    "pod-file",
    INJECTOR,
    "it has no file to write",
    "name a role and a file in templates",
  ],
  [
    "a file whose name only Terraform knows",
    inPods((web, role, stack) => {
      const file = new TerraformVariable(stack, "file", { type: "string" }).stringValue;
      web.injector(props(role, { file }));
    }),
    "pod-file",
    INJECTOR,
    "the file of a template is known only when Terraform runs",
    WRITTEN,
  ],
  [
    "a file in a directory",
    injected({}, { file: "db/app.json" }),
    "pod-file",
    INJECTOR,
    '"db/app.json" can\'t be the name of a file that an annotation is about',
    FILE,
  ],
  [
    "a file whose annotation would be too long",
    injected({}, { file: "f".repeat(42) }),
    "pod-file",
    INJECTOR,
    `"${"f".repeat(42)}" can't be the name of a file that an annotation is about`,
    FILE,
  ],
  [
    "a file twice",
    inPods((web, role) =>
      web.injector({
        ...props(role),
        templates: [PodTemplate.json({ role, file: "app" }), PodTemplate.url({ role, file: "app" })],
      }),
    ),
    "pod-file",
    INJECTOR,
    '"app" is written twice, so that one overwrites the other',
    "give each file its own name",
  ],
  [
    "the ID of a process where no agent sees it",
    injected({}, { onChange: OnChange.signal("SIGHUP", { pidFile: "/run/web/pid" }) }),
    "pod-pid-file",
    INJECTOR,
    'pidFile "/run/web/pid" is not in /vault/secrets, where the agent sees it',
    THERE,
  ],
  [
    "the ID of a process where the credential is",
    injected({}, { onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/database.json" }) }),
    "pod-pid-file",
    INJECTOR,
    'pidFile "/vault/secrets/database.json" is a file that the agent writes',
    THERE,
  ],
  [
    "a command that an injected agent doesn't wait for",
    injected({}, { onChange: OnChange.command(["wget", "-qO-", "http://127.0.0.1:8080/reload"]) }),
    "pod-command",
    INJECTOR,
    "the command of onChange may take 30 s, and an injected agent takes one of 30 s for a failure",
    "pass a timeout of 20 s or less: { timeout: Duration.seconds(20) }",
  ],
  [
    "a signal that no program takes in a pod",
    injected({}, { onChange: OnChange.signal("SIGKILL" as "SIGTERM", { pidFile: "/vault/secrets/pid" }) }),
    "agent-signal",
    INJECTOR,
    'onChange has the signal "SIGKILL", which no program can take',
    "use one of SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH",
  ],
  [
    "a job that outlives its lease",
    injected(job(Duration.hours(1)), {}, { token: VaultToken.periodic(Duration.hours(2)) }),
    "job-agent",
    INJECTOR,
    'one of its pods may run for 1 hour, and a lease of "app-readonly" ends after 1 hour',
    "lower longest, or raise the role's defaultTtl",
  ],
  [
    "a job that outlives its token",
    injected(job(Duration.minutes(30)), {}, { token: VaultToken.periodic(Duration.minutes(20)) }),
    "job-agent",
    INJECTOR,
    "one of its pods may run for 30 minutes, and its token ends after 20 minutes",
    "lower longest, or raise the token's period",
  ],
  [
    "a job with the password of a static role",
    (stack) => {
      const role = addConnection(stack).addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.days(1)),
      });
      const web = workloadInPods(stack);
      role.grantRead(web);
      web.injector({ ...props(role), ...job(Duration.minutes(5)) });
    },
    "job-agent",
    INJECTOR,
    'the password of static role "reports" may change while a pod of a Job runs, and no agent writes the new one',
    "use a role with leases, or a Deployment",
  ],
  [
    "a job that is told of a change",
    injected(job(Duration.minutes(5)), {
      onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" }),
    }),
    "job-agent",
    INJECTOR,
    "onChange is given for pods of a Job, beside which no agent is that does anything on a change",
    "leave onChange out",
  ],
  [
    "a job whose token is revoked",
    injected({ ...job(Duration.minutes(5)), revokeAfter: Duration.seconds(5) }),
    "job-agent",
    INJECTOR,
    "revokeAfter is given for pods of a Job, beside which no agent is that revokes its token",
    "leave revokeAfter out",
  ],
  [
    "a job whose longest run is no time",
    injected(job(Duration.minutes(0))),
    "duration",
    INJECTOR,
    "the longest run of its pods is 0 minutes, which is not a valid length of time",
    "use a whole number of seconds, minutes, hours or days, above zero",
  ],
  [
    "pods that are given two agents",
    inPods((web, role, stack) => {
      const twin = workloadInPods(stack, { auth: "other" });
      role.grantRead(twin);
      web.injector(props(role));
      twin.injector(props(role));
    }),
    "duplicate-name",
    "bad/other/web/injector",
    'injected pods "Deployment shop/web, cluster https://kubernetes.default.svc" is already taken by bad/kubernetes/web/injector',
    "give each its own name, or keep only one",
  ],
  [
    "an injector that is told twice",
    inPods(twice),
    "duplicate-name",
    "bad/kubernetes/web/manifests-injector",
    'manifests "kubernetes-web.injector.yaml" is already taken by bad/kubernetes/web/injector',
    "call injector(…) once, with all of its templates",
  ],
];
