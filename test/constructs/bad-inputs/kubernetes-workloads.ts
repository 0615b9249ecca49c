import { TerraformStack, TerraformVariable } from "cdktf";
import {
  Duration,
  KubernetesAuth,
  type KubernetesAuthProps,
  type KubernetesWorkloadProps,
  VaultToken,
  TlsCertificate,
  TokenReviewer,
} from "../../../constructs";
import { type BadInput, grantRead } from "./bad-input";

const kubernetes =
  (props: Partial<KubernetesWorkloadProps>, auth: Partial<KubernetesAuthProps> = {}) =>
  (stack: TerraformStack) =>
    grantRead(
      stack,
      new KubernetesAuth(stack, "kubernetes", {
        host: "https://kubernetes.default.svc",
        ...auth,
      }).addWorkload("myapp", {
        serviceAccounts: ["myapp"],
        namespaces: ["myapp"],
        audience: "vault",
        token: VaultToken.periodic(Duration.hours(1)),
        ...props,
      }),
    );

const FOR_ANOTHER =
  "use TokenReviewer.fromVariable(variable) for the cluster that Vault doesn't run in; where both are one cluster, write the same URL";

/** A method for each API, whose tokens Vault's own service account is to review. */
const clusters =
  (...hosts: string[]) =>
  (stack: TerraformStack) =>
    hosts.map((host, index) => new KubernetesAuth(stack, `k8s-${index}`, { host }));

const reviewedBy = (reviewer: (stack: TerraformStack) => TokenReviewer) => (stack: TerraformStack) =>
  kubernetes({}, { reviewer: reviewer(stack), ca: TlsCertificate.fromFile("ca.pem") })(stack);

export const BAD_KUBERNETES: readonly BadInput[] = [
  [
    "no service account",
    kubernetes({ serviceAccounts: [] }),
    "service-account",
    "bad/kubernetes/myapp",
    "serviceAccounts is empty, so nobody can log in",
    "name at least one",
  ],
  [
    "no namespace",
    kubernetes({ namespaces: [] }),
    "service-account",
    "bad/kubernetes/myapp",
    "namespaces is empty, so nobody can log in",
    "name at least one",
  ],
  [
    "a service account with capitals",
    kubernetes({ serviceAccounts: ["MyApp"] }),
    "service-account",
    "bad/kubernetes/myapp",
    '"MyApp" in serviceAccounts is not a Kubernetes name',
    "use lower-case letters, digits and dashes, 253 at most",
  ],
  [
    "a namespace with an underscore",
    kubernetes({ namespaces: ["my_app"] }),
    "service-account",
    "bad/kubernetes/myapp",
    '"my_app" in namespaces is not a Kubernetes name',
    "use lower-case letters, digits and dashes, 63 at most",
  ],
  [
    "a namespace twice",
    kubernetes({ namespaces: ["shop", "shop"] }),
    "service-account",
    "bad/kubernetes/myapp",
    '"shop" is in namespaces twice',
    "name each once",
  ],
  [
    "an empty audience",
    kubernetes({ audience: " " }),
    "audience",
    "bad/kubernetes/myapp",
    "the audience is empty, so a token for any audience logs in",
    "name the audience that tokens for Vault have: vault",
  ],
  [
    "an audience with an escaped interpolation",
    kubernetes({ audience: "$${vault}" }),
    "terraform-expression",
    "bad/kubernetes/myapp",
    'the audience "$${vault}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a Kubernetes API with an interpolation",
    kubernetes({}, { host: "https://${var.host}" }),
    "terraform-expression",
    "bad/kubernetes",
    'the URL of the Kubernetes API "https://${var.host}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a Kubernetes API without TLS",
    kubernetes({}, { host: "http://kubernetes" }),
    "kubernetes-host",
    "bad/kubernetes",
    '"http://kubernetes" is not the https URL of an API server',
    "write the API's URL without a path: https://kubernetes.default.svc",
  ],
  [
    "a Kubernetes API with a path",
    kubernetes({}, { host: "https://kubernetes/api" }),
    "kubernetes-host",
    "bad/kubernetes",
    '"https://kubernetes/api" is not the https URL of an API server',
    "write the API's URL without a path: https://kubernetes.default.svc",
  ],
  [
    "the client as reviewer, without a CA",
    kubernetes({ audience: "https://kubernetes.default.svc" }, { reviewer: TokenReviewer.clientJwt() }),
    "kubernetes-ca",
    "bad/kubernetes",
    "TokenReviewer.clientJwt() makes Vault ignore its own pod's CA, and no other is given",
    "pass the API's CA as ca",
  ],
  [
    "a reviewer's token, without a CA",
    kubernetes({}, { reviewer: TokenReviewer.fromEphemeral("${ephemeral.some.token}") }),
    "kubernetes-ca",
    "bad/kubernetes",
    "a reviewer's token makes Vault ignore its own pod's CA, and no other is given",
    "pass the API's CA as ca",
  ],
  [
    "a reviewer's token in the code",
    reviewedBy(() => TokenReviewer.fromEphemeral("not a secret")),
    "reviewer-token-literal",
    "bad/kubernetes",
    "the reviewer's token is a literal, so it would be in the code",
    "pass an expression such as ${ephemeral.….value}, or use TokenReviewer.fromVariable(variable)",
  ],
  ...[0, 1.5, NaN].map((generation): BadInput => [
    `a reviewer's token of generation ${generation}`,
    reviewedBy(() => TokenReviewer.fromEphemeral("${ephemeral.some.token}", { generation })),
    "generation",
    "bad/kubernetes",
    `generation is ${generation}`,
    "use a whole number of 1 or more",
  ]),
  [
    "a reviewer's token in a variable of another stack",
    reviewedBy((stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      return TokenReviewer.fromVariable(new TerraformVariable(other, "reviewer", { type: "string" }));
    }),
    "one-stack",
    "bad/kubernetes",
    '"reviewer" is made in stack "bad-other"',
    "make it in the stack of the auth method",
  ],
  [
    "two clusters whose tokens Vault's own service account is to review",
    clusters("https://api.eu.example:6443", "https://api.us.example:6443"),
    "other-cluster",
    "bad/k8s-1",
    '"https://api.us.example:6443" is another cluster than "https://api.eu.example:6443", and Vault runs in one of them at most: its own service account reviews tokens there, and every login by the other one fails',
    FOR_ANOTHER,
  ],
  [
    "a cluster next to the one that Vault runs in",
    clusters("https://api.us.example:6443", "https://kubernetes.default.svc"),
    "other-cluster",
    "bad/k8s-0",
    '"https://api.us.example:6443" is another cluster than "https://kubernetes.default.svc", and Vault runs in one of them at most: its own service account reviews tokens there, and every login by the other one fails',
    FOR_ANOTHER,
  ],
  [
    "the client as reviewer, with another CA than a certificate",
    kubernetes(
      { audience: "https://kubernetes.default.svc" },
      { reviewer: TokenReviewer.clientJwt(), ca: TlsCertificate.fromPem("junk") },
    ),
    "certificate",
    "bad/kubernetes",
    "the CA is not a certificate in PEM format",
    "pass the text of a PEM file: -----BEGIN CERTIFICATE-----…",
  ],
];
