import { environments } from "../../../environments";
import { groupsOf } from "../../../rehearsal/together/groups";
import { inDeploymentOrder } from "../../../rehearsal/together/deployment-order";
import { synthesizeEnvironment } from "../../synthesize";
import { shopAndReports } from "./shop-and-reports";

const { shop, reports } = shopAndReports();
const names = (stacks: readonly { readonly name: string }[]) => stacks.map(({ name }) => name);

test("stacks of which one takes something from the other are rehearsed together", () => {
  expect(groupsOf([shop, reports]).map(names)).toEqual([["shop", "reports"]]);
});

test("environments, which make the same, are rehearsed apart", () => {
  const stacks = environments.map(({ name }) => synthesizeEnvironment(name));
  expect(groupsOf(stacks).map(names)).toEqual([["dev"], ["staging"], ["production"]]);
});

test("stacks whose Vaults have two addresses are rehearsed apart", () => {
  const at = (address: string) => [{ provider: "vault", settings: { address } }];
  const one = { ...shop, access: { ...shop.access, providers: at("https://vault-1") } };
  const other = { ...reports, access: { ...reports.access, providers: at("https://vault-2") } };
  expect(groupsOf([one, other]).map(names)).toEqual([["shop"], ["reports"]]);
});

test("a stack that would make what another one of its group makes is rehearsed apart", () => {
  const again = { ...shop, name: "again", access: { ...shop.access, stack: "again" } };
  expect(groupsOf([shop, again, reports]).map(names)).toEqual([["again"], ["shop", "reports"]]);
});

test("a stack is deployed after those that it takes something from", () => {
  expect(names(inDeploymentOrder([reports, shop]))).toEqual(["shop", "reports"]);
  expect(names(inDeploymentOrder([shop, reports]))).toEqual(["shop", "reports"]);
});
