import {
  accessDifference,
  Duration,
  type PostgresStaticRolePairProps,
  Privileges,
  VaultProduct,
} from "../../constructs";
import { alternatingSchedules } from "../../constructs/access/pair-rotations";
import { addConnection } from "./postgres/postgres-resources";
import { argumentsOf, synthesize } from "./vault-resources";

const pairOf = (props: Partial<PostgresStaticRolePairProps> = {}, product?: VaultProduct) =>
  synthesize((scope) => {
    addConnection(scope, {}, { product }).addStaticRolePair("web-pool", {
      privileges: Privileges.readWrite(),
      period: Duration.hours(24),
      longestUse: Duration.hours(8),
      ...props,
    });
  });

const rolesOf = (stack: ReturnType<typeof pairOf>) =>
  Object.values(argumentsOf(stack, "vault_database_secret_backend_static_role")) as Record<string, unknown>[];

test("a pair is two static roles with a login each, and a period where either product may answer", () => {
  for (const product of [undefined, VaultProduct.openBao()]) {
    expect(rolesOf(pairOf({}, product))).toMatchObject([
      { name: "web-pool-blue", username: "web_pool_blue", rotation_period: 86_400 },
      { name: "web-pool-green", username: "web_pool_green", rotation_period: 86_400 },
    ]);
  }
});

test("on HashiCorp Vault schedules set them apart, where a schedule can have the period", () => {
  const schedules = (period: Duration) =>
    rolesOf(pairOf({ period, longestUse: Duration.minutes(30) }, VaultProduct.vault())).map(
      ({ rotation_schedule: schedule, rotation_window: window, rotation_period: seconds }) =>
        schedule ? [schedule, window] : seconds,
    );
  expect(schedules(Duration.hours(24))).toEqual([
    ["0 0 * * *", 3600],
    ["0 12 * * *", 3600],
  ]);
  expect(schedules(Duration.days(2))).toEqual([172_800, 172_800]);
});

test.each([
  [3, "0 0,3,6,9,12,15,18,21 * * *", "30 1,4,7,10,13,16,19,22 * * *"],
  [8, "0 0,8,16 * * *", "0 4,12,20 * * *"],
  [12, "0 0,12 * * *", "0 6,18 * * *"],
  [24 * 7, "0 0 * * 0", "0 12 * * 3"],
])("schedules of %d hours are half of it apart", (hours, blue, green) => {
  expect(alternatingSchedules(hours * 3600)).toEqual([blue, green]);
});

test.each([5, 1.5, 48, 24 * 14, 0, -1, NaN])("no schedule has a period of %d hours", (hours) => {
  expect(alternatingSchedules(hours * 3600)).toBeUndefined();
});

test("a pair is in access.json, and a reviewer reads how long a password is used", () => {
  const { access } = pairOf({ userName: "pool" });
  expect(access.staticRoles.map(({ userName }) => userName)).toEqual(["pool_blue", "pool_green"]);
  expect(access.staticRolePairs).toEqual([
    {
      name: "web-pool",
      engine: "database",
      blue: "web-pool-blue",
      green: "web-pool-green",
      period: 86_400,
      longestUse: 28_800,
      apartBy: "forced-rotation",
    },
  ]);
  const [pair] = pairOf({}, VaultProduct.vault()).access.staticRolePairs;
  expect(accessDifference(access, { ...access, staticRolePairs: [{ ...pair!, longestUse: 3600 }] })).toEqual([
    "! pair database/web-pool changes from passwords that are used for 8 h at most to passwords that are used for 1 h at most",
    "! pair database/web-pool changes from rotations that are set apart by a forced rotation to rotations that are set apart by their schedules",
  ]);
  expect(accessDifference({ ...access, staticRolePairs: [] }, access)).toEqual([
    "+ pair database/web-pool gains passwords that are used for 8 h at most",
    "+ pair database/web-pool gains passwords that change every 24 h",
    "+ pair database/web-pool gains rotations that are set apart by a forced rotation",
    "+ pair database/web-pool gains the static roles web-pool-blue and web-pool-green, which change in turn",
  ]);
});
