import { findStarter } from "../../cli/login-material";
import { synthesizeEnvironment } from "../synthesize";

const { access } = synthesizeEnvironment("dev");

test("of two workloads with one name, it is the one that logs in with what Vault makes", () => {
  expect(access.workloads.map(({ name, login }) => `${login.path}/${name}`)).toEqual([
    "approle/myapp",
    "kubernetes/myapp",
  ]);
  expect(findStarter(access, "myapp").path).toBe("auth/approle/role/myapp/secret-id");
});

test("of two workloads of AppRole with one name, it is the one whose mount is named", () => {
  const [first] = access.workloads;
  const second = { ...first!, login: { ...first!.login, path: "team-a/approle" } };
  const both = { ...access, workloads: [first!, second] };
  expect(() => findStarter(both, "myapp")).toThrow(
    'More than one workload is called "myapp".\nWrite approle/myapp or team-a/approle/myapp.',
  );
  expect(findStarter(both, "team-a/approle/myapp").path).toBe("auth/team-a/approle/role/myapp/secret-id");
});
