import { AppRoleAuth, Duration, KubernetesAuth, VaultToken } from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { addRoles, argumentsOf, synthesize } from "./vault-resources";

const approle = { secretIdTtl: Duration.minutes(10), token: VaultToken.periodic(Duration.hours(1)) };
const kubernetes = {
  serviceAccounts: ["myapp"],
  namespaces: ["production"],
  audience: "vault",
  token: VaultToken.periodic(Duration.hours(1)),
};

test("a workload's one policy holds all that it was granted, also what was granted last", () => {
  const stack = synthesize((scope) => {
    const { reader, writer } = addRoles(scope);
    const myapp = new AppRoleAuth(scope, "approle").addWorkload("myapp", approle);
    writer.grantRead(myapp);
    reader.grantRead(myapp);
    writer.grantRead(myapp);
  });
  expect(argumentsOf(stack, "vault_policy")).toEqual({
    "vault_policy.approle_myapp_policy_750DCB13": {
      name: "approle-myapp",
      policy: `{
  "path": {
    "auth/token/lookup-self": {
      "capabilities": [
        "read"
      ]
    },
    "auth/token/renew-self": {
      "capabilities": [
        "update"
      ]
    },
    "auth/token/revoke-self": {
      "capabilities": [
        "update"
      ]
    },
    "database/creds/app-readonly": {
      "capabilities": [
        "read"
      ]
    },
    "database/creds/app-readwrite": {
      "capabilities": [
        "read"
      ]
    },
    "sys/leases/renew": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "increment": [],
        "lease_id": [
          "database/creds/app-readonly/*",
          "database/creds/app-readwrite/*"
        ]
      }
    },
    "sys/leases/renew/database/creds/app-readonly/*": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "increment": []
      }
    },
    "sys/leases/renew/database/creds/app-readwrite/*": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "increment": []
      }
    },
    "sys/leases/revoke": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "lease_id": [
          "database/creds/app-readonly/*",
          "database/creds/app-readwrite/*"
        ],
        "sync": []
      }
    },
    "sys/leases/revoke/database/creds/app-readonly/*": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "sync": []
      }
    },
    "sys/leases/revoke/database/creds/app-readwrite/*": {
      "capabilities": [
        "update"
      ],
      "allowed_parameters": {
        "sync": []
      }
    }
  }
}`,
    },
  });
});

test("a workload is in access.json with what it reads", () => {
  const { access } = synthesize((scope) => {
    addRoles(scope).reader.grantRead(new AppRoleAuth(scope, "approle").addWorkload("myapp", approle));
  });
  expect(access.workloads).toEqual([
    {
      name: "myapp",
      login: { method: "approle", path: "approle", secretId: { ttl: 600, uses: 1 } },
      policy: "approle-myapp",
      reads: [{ path: "database/creds/app-readonly", kind: "leased" }],
      token: { kind: "periodic", period: 3600 },
    },
  ]);
});

test("workloads of one name at two auth methods have a policy each", () => {
  const { access } = synthesize((scope) => {
    const { reader } = addRoles(scope);
    reader.grantRead(new AppRoleAuth(scope, "approle").addWorkload("myapp", approle));
    const auth = new KubernetesAuth(scope, "kubernetes", { host: "https://kubernetes.default.svc" });
    reader.grantRead(auth.addWorkload("myapp", kubernetes));
  });
  expect(access.workloads.map(({ policy }) => policy).sort()).toEqual(["approle-myapp", "kubernetes-myapp"]);
});

test("a policy's name is in lower case and without slashes, as Vault keeps it", () => {
  const { access } = synthesize((scope) => {
    const auth = KubernetesAuth.fromPath(scope, "imported", "Team-A/kubernetes");
    addRoles(scope).reader.grantRead(auth.addWorkload("myapp", kubernetes));
  });
  expect(access.workloads.map(({ policy }) => policy)).toEqual(["team-a-kubernetes-myapp"]);
});

test("two workloads whose policies would be one are found", () => {
  const findings = findingsOf((scope) => {
    const { reader } = addRoles(scope);
    for (const path of ["team/kubernetes", "team-kubernetes"])
      reader.grantRead(KubernetesAuth.fromPath(scope, path, path).addWorkload("myapp", kubernetes));
  });
  expect(findings).toEqual([
    {
      rule: "duplicate-name",
      path: "bad/team-kubernetes/myapp",
      message: 'Vault policy "team-kubernetes-myapp" is already taken by bad/team--kubernetes/myapp',
      fix: "give each its own name, or keep only one",
    },
  ]);
});

test("a workload that may read nothing is found", () => {
  const findings = findingsOf((scope) => new AppRoleAuth(scope, "approle").addWorkload("myapp", approle));
  expect(findings).toEqual([
    {
      rule: "workload-reads",
      path: "bad/approle/myapp",
      message: 'workload "myapp" may read nothing',
      fix: "call grantRead(workload) on a role, or leave the workload out",
    },
  ]);
});

test("a name without a letter is found, and so is a name of two path segments", () => {
  const findings = findingsOf((scope) => {
    const { reader } = addRoles(scope);
    const auth = new AppRoleAuth(scope, "approle");
    reader.grantRead(auth.addWorkload("", approle));
    reader.grantRead(auth.addWorkload("my app", approle));
  });
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ["vault-name", 'workload "" can\'t be part of a Vault path'],
    ["vault-name", 'workload "my app" can\'t be part of a Vault path'],
  ]);
});
