import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  AppRoleAuth,
  type AppRoleWorkloadProps,
  Duration,
  type GrantSecretIdProps,
  VaultToken,
} from "../../../constructs";
import { type BadInput, grantRead } from "./bad-input";

const NAME =
  "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";

const approle =
  (props: Partial<AppRoleWorkloadProps>, name = "myapp") =>
  (stack: TerraformStack) =>
    grantRead(
      stack,
      new AppRoleAuth(stack, "approle").addWorkload(name, {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
        ...props,
      }),
    );

const secretIds =
  (props: GrantSecretIdProps, workloadProps: Partial<AppRoleWorkloadProps> = {}) =>
  (stack: TerraformStack) => {
    const auth = new AppRoleAuth(stack, "approle");
    const [myapp, ci] = ["myapp", "ci"].map((name) =>
      auth.addWorkload(name, {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
        ...workloadProps,
      }),
    );
    grantRead(stack, myapp!);
    myapp!.grantSecretId(ci!, props);
  };

export const BAD_APP_ROLES: readonly BadInput[] = [
  [
    "an auth path with a slash at its end",
    (stack) => new AppRoleAuth(stack, "approle", { path: "approle/" }),
    "mount-path",
    "bad/approle",
    '"approle/" can\'t be the path of a mount',
    "use names joined by slashes, without a slash at either end: team-a/database",
  ],
  [
    "a workload name with a slash",
    approle({}, "my/app"),
    "vault-name",
    "bad/approle/my--app",
    'workload "my/app" can\'t be part of a Vault path',
    NAME,
  ],
  [
    "an AppRole name with capitals",
    approle({}, "MyApp"),
    "lower-case-name",
    "bad/approle/MyApp",
    'workload "MyApp" has capital letters, which Vault turns into lower-case ones',
    'call it "myapp"',
  ],
  [
    "a workload that may read nothing",
    (stack) =>
      new AppRoleAuth(stack, "approle").addWorkload("myapp", {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
      }),
    "workload-reads",
    "bad/approle/myapp",
    'workload "myapp" may read nothing',
    "call grantRead(workload) on a role, or leave the workload out",
  ],
  [
    "a workload twice",
    (stack) => {
      const auth = new AppRoleAuth(stack, "approle");
      const props = { secretIdTtl: Duration.minutes(10), token: VaultToken.periodic(Duration.hours(1)) };
      grantRead(stack, auth.addWorkload("myapp", props), auth.addWorkload("myapp", props));
    },
    "duplicate-name",
    "bad/approle/workload-myapp",
    'Vault policy "approle-myapp" is already taken by bad/approle/myapp',
    "give each its own name, or keep only one",
  ],
  [
    "a secret ID of no time",
    approle({ secretIdTtl: Duration.minutes(0) }),
    "duration",
    "bad/approle/myapp",
    "secretIdTtl is 0 minutes, which is not a valid length of time",
    TIME,
  ],
  [
    "a negative number of uses",
    approle({ secretIdUses: -1 }),
    "secret-id-uses",
    "bad/approle/myapp",
    "secretIdUses is -1",
    "use a whole number of 1 or more",
  ],
  [
    "one and a half uses",
    approle({ secretIdUses: 1.5 }),
    "secret-id-uses",
    "bad/approle/myapp",
    "secretIdUses is 1.5",
    "use a whole number of 1 or more",
  ],
  [
    "a network without bits",
    approle({ boundCidrs: ["10.0.0.1"] }),
    "cidr",
    "bad/approle/myapp",
    '"10.0.0.1" is not a network',
    "write address/bits: 10.1.0.0/16",
  ],
  [
    "a network of 33 bits",
    approle({ boundCidrs: ["10.0.0.0/33"] }),
    "cidr",
    "bad/approle/myapp",
    '"10.0.0.0/33" is not a network',
    "write address/bits: 10.1.0.0/16",
  ],
  [
    "a network that is a word",
    approle({ boundCidrs: ["office"] }),
    "cidr",
    "bad/approle/myapp",
    '"office" is not a network',
    "write address/bits: 10.1.0.0/16",
  ],
  [
    "a token period of zero",
    approle({ token: VaultToken.periodic(Duration.hours(0)) }),
    "duration",
    "bad/approle/myapp",
    "the token's period is 0 hours, which is not a valid length of time",
    TIME,
  ],
  [
    "a token TTL above its maximum",
    approle({ token: VaultToken.bounded({ ttl: Duration.hours(2), maxTtl: Duration.hours(1) }) }),
    "ttl-order",
    "bad/approle/myapp",
    "the token's ttl is 2 hours, longer than its maxTtl, which is 1 hour",
    "lower the token's ttl or raise its maxTtl",
  ],

  [
    "a secret ID that can't be used",
    approle({ secretIdUses: 0 }),
    "secret-id-uses",
    "bad/approle/myapp",
    "secretIdUses is 0, which Vault takes for any number",
    "use a whole number of 1 or more",
  ],
  [
    "a secret ID that is wrapped for longer than it lives",
    secretIds({ wrappingTtl: { max: Duration.minutes(20) } }),
    "ttl-order",
    "bad/approle/myapp",
    "wrappingTtl.max is 20 minutes, longer than secretIdTtl, which is 10 minutes",
    "lower wrappingTtl.max or raise secretIdTtl",
  ],
  [
    "a secret ID that is wrapped for at least longer than at most",
    secretIds({ wrappingTtl: { min: Duration.minutes(5), max: Duration.minutes(2) } }),
    "ttl-order",
    "bad/approle/myapp",
    "wrappingTtl.min is 5 minutes, longer than wrappingTtl.max, which is 2 minutes",
    "lower wrappingTtl.min or raise wrappingTtl.max",
  ],
  [
    "a secret ID that is wrapped for at least longer than it may be where nothing is said",
    secretIds({ wrappingTtl: { min: Duration.minutes(11) } }),
    "ttl-order",
    "bad/approle/myapp",
    "wrappingTtl.min is 11 minutes, longer than wrappingTtl.max, which is 600 seconds if nothing is said",
    "lower wrappingTtl.min, or give wrappingTtl.max",
  ],
  [
    "a secret ID that is wrapped for no time",
    secretIds({ wrappingTtl: { max: Duration.minutes(0) } }),
    "duration",
    "bad/approle/myapp",
    "wrappingTtl.max is 0 minutes, which is not a valid length of time",
    TIME,
  ],
  [
    "a secret ID that is wrapped for a time that only Terraform knows",
    (stack) => {
      const max = Duration.seconds(new TerraformVariable(stack, "wrapping", { type: "number" }).numberValue);
      secretIds({ wrappingTtl: { max } })(stack);
    },
    "duration",
    "bad/approle/myapp",
    "the length of wrappingTtl.max is known only when Terraform runs",
    "write it as text: policies and access.json contain it, and are written before Terraform runs",
  ],
  [
    "a workload that makes its own secret IDs",
    (stack) => {
      const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
      });
      myapp.grantSecretId(myapp);
    },
    "own-login-material",
    "bad/approle/myapp",
    'workload "myapp" may make what it logs in with, so it is never without a token, and nor is who steals one',
    "let whoever starts it make it: another workload",
  ],
  [
    "networks of which there are none",
    approle({ boundCidrs: [] }),
    "cidr",
    "bad/approle/myapp",
    "boundCidrs is empty, so a login may come from anywhere",
    "name a network, or leave boundCidrs out",
  ],
  [
    "an auth path that only Terraform knows",
    (stack) =>
      new AppRoleAuth(stack, "approle", { path: new TerraformVariable(stack, "path", {}).stringValue }),
    "mount-path",
    "bad/approle",
    "the path of the auth method is known only when Terraform runs",
    "write it as text: policies and access.json contain it, and are written before Terraform runs",
  ],
  [
    "an auth path that Vault has",
    (stack) => new AppRoleAuth(stack, "token"),
    "mount-path",
    "bad/token",
    '"token" can\'t be the path of an auth method: Vault itself uses "token"',
    "choose another path",
  ],
  [
    "the path of an auth method from elsewhere with a slash at its end",
    (stack) => AppRoleAuth.fromPath(stack, "approle", "auth/"),
    "mount-path",
    "bad/approle",
    '"auth/" can\'t be the path of a mount',
    "use names joined by slashes, without a slash at either end: team-a/database",
  ],
];
