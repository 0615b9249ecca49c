import { TerraformStack, TerraformVariable } from "cdktf";
import { AppRoleAuth, Duration, type GrantTokenProps, TokenAuth, VaultToken } from "../../../constructs";
import { type BadInput, grantRead } from "./bad-input";

const token =
  (period: Duration, name = "legacy") =>
  (stack: TerraformStack) => {
    const workload = new TokenAuth(stack, "token").addWorkload(name, { period });
    grantRead(stack, workload);
    return workload;
  };

const granted = (props: GrantTokenProps) => (stack: TerraformStack) => {
  const ci = new AppRoleAuth(stack, "approle").addWorkload("ci", {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.hours(1)),
  });
  token(Duration.hours(24))(stack).grantToken(ci, props);
};

export const BAD_TOKENS: readonly BadInput[] = [
  [
    "the token of 768 hours that guides hand out",
    token(Duration.hours(768)),
    "token-period",
    "bad/token/legacy",
    "the token's period is 768 hours, so whoever finds one that nobody renews has it for so long",
    "use 7 days at most, and renew it",
  ],
  [
    "a token of no time, which would be one without end",
    token(Duration.hours(0)),
    "duration",
    "bad/token/legacy",
    "the token's period is 0 hours, which is not a valid length of time",
    "use a whole number of seconds, minutes, hours or days, above zero",
  ],
  [
    "a token's name with a slash",
    token(Duration.hours(24), "my/app"),
    "vault-name",
    "bad/token/my--app",
    'workload "my/app" can\'t be part of a Vault path',
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore",
  ],
  [
    "tokens at two places, where Vault has one",
    (stack) => {
      token(Duration.hours(24))(stack);
      new TokenAuth(stack, "other");
    },
    "duplicate-name",
    "bad/other",
    'Vault mount "auth/token" is already taken by bad/token',
    "choose a path that is neither above nor below that of another mount",
  ],
  [
    "a workload that makes its own tokens",
    (stack) => {
      const legacy = token(Duration.hours(24))(stack);
      legacy.grantToken(legacy);
    },
    "own-login-material",
    "bad/token/legacy",
    'workload "legacy" may make what it logs in with, so it is never without a token, and nor is who steals one',
    "let whoever starts it make it: another workload",
  ],
  [
    "a token that is wrapped for longer than it lives",
    granted({ wrappingTtl: { max: Duration.days(2) } }),
    "ttl-order",
    "bad/token/legacy",
    "wrappingTtl.max is 2 days, longer than period, which is 24 hours",
    "lower wrappingTtl.max or raise period",
  ],
  [
    "a token that is wrapped for a time that only Terraform knows",
    (stack) => {
      const min = Duration.seconds(new TerraformVariable(stack, "wrapping", { type: "number" }).numberValue);
      granted({ wrappingTtl: { min } })(stack);
    },
    "duration",
    "bad/token/legacy",
    "the length of wrappingTtl.min is known only when Terraform runs",
    "write it as text: policies and access.json contain it, and are written before Terraform runs",
  ],
  [
    "a workload of another stack that makes tokens",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      const ci = new AppRoleAuth(other, "approle").addWorkload("ci", {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
      });
      token(Duration.hours(24))(stack).grantToken(ci);
    },
    "one-stack",
    "bad/token/legacy",
    'workload "ci", which makes what it logs in with, is made in stack "bad-other"',
    "make both in one stack, or give whoever starts it login-material.policy.json",
  ],
];
