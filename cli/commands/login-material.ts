import type { LoginMaterial } from "../login-material";
import { command } from "../command";

export const loginMaterial = command({
  name: "login-material",
  summary: "make what a workload logs in with, wrapped: for whatever starts it",
  arguments: {
    target: {
      value: "stack|directory",
      summary: "a stack of the app in cdktf.json, or the directory of a synthesized one",
    },
    workload: { summary: "the workload's name, or its auth method's path and its name: approle/myapp" },
  },
  options: {
    wrapTtl: { value: "time", summary: "how long it can be opened", default: "5m" },
    check: {
      value: "file",
      summary:
        "make nothing: say whether somebody has opened the wrapping token in a file, or in what --json printed",
    },
  },
  examples: [
    "login-material production myapp",
    "login-material production approle/myapp --wrap-ttl 2m --json",
    "login-material production myapp --check /run/myapp/secret-id",
  ],
  exits: { fine: "it is made, or nobody has opened it" },
  run: async ({ target, workload, wrapTtl, check }, host) => {
    const { accessOfTarget } = require("../access-of-target") as typeof import("../access-of-target");
    const { findStarter, makeLoginMaterial, secondsOf } =
      require("../login-material") as typeof import("../login-material");
    const { checkLoginMaterial } =
      require("../login-material-check") as typeof import("../login-material-check");
    const { vaultOfCaller } = require("../vault-of-caller") as typeof import("../vault-of-caller");
    const seconds = secondsOf(wrapTtl);
    const vault = vaultOfCaller(host.env, check === undefined);
    const starter = findStarter(await accessOfTarget(target, host), workload);
    if (check !== undefined) {
      const data = await checkLoginMaterial(vault, starter, check);
      const text = () =>
        `Nobody has opened it. It was made at ${data.creationPath}, and opens until ${data.expires}.`;
      return { exit: "fine", output: { data, text } };
    }
    const data = await makeLoginMaterial(vault, starter, seconds);
    return { exit: "fine", output: { data, text: () => textOf(data) } };
  },
});

function textOf(material: LoginMaterial): string {
  const { workload, kind, roleId, wrappingToken, ttl, expires, creationPath, accessor } = material;
  return [
    `Login material of ${workload}, for whatever starts it:`,
    "",
    ...(roleId === undefined ? [] : [`  role ID         ${roleId}`]),
    `  wrapping token  ${wrappingToken}`,
    "",
    `The wrapping token opens a ${kind} once, within ${ttl} s, until ${expires}.`,
    `Made at ${creationPath}. Record its accessor, by which it can be ended:`,
    String(accessor),
  ].join("\n");
}
