import { Token } from "cdktf";
import { Duration } from "../../duration";
import { durationProblems, orderProblems } from "../../private/duration-problems";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { IPostgresDatabase } from "../i-postgres-database";
import type { Privileges } from "../privileges";
import type { SessionProps, SessionSettingsProps } from "../session-settings";

const NAMES = [
  "searchPath",
  "statementTimeout",
  "lockTimeout",
  "idleInTransactionSessionTimeout",
  "connectionLimit",
];

/** PostgreSQL counts a time in milliseconds, with 31 bits. */
const LONGEST = Duration.days(24);
/** The most that `max_connections` can be. */
const MOST_SESSIONS = 262_143;

/** What is wrong with how a role's sessions should begin. */
export function sessionProblems(
  { schemas, extensionSchemas }: IPostgresDatabase,
  privileges: Privileges,
  { actsAsGroup, settings }: SessionProps,
): Problem[] {
  const props = settings?.props;
  return [
    ...(privileges.isOwner && actsAsGroup === false ? [OWNER_AS_ITSELF] : []),
    ...(props
      ? [
          ...nameProblems(props),
          ...timeProblems(props),
          ...searchPathProblems(props, [...schemas, ...extensionSchemas]),
          ...limitProblems(props),
        ]
      : []),
  ];
}

const OWNER_AS_ITSELF: Problem = {
  rule: "acts-as-group",
  message:
    "actsAsGroup is false for the owner's privileges: what its sessions make would belong to one login, and no group would get anything on it",
  fix: "leave actsAsGroup out, or give it other privileges",
};

/** What a cast, or JavaScript, lets through. */
function nameProblems(props: SessionSettingsProps): Problem[] {
  const rule = "session-settings";
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  if (!given.length)
    return [{ rule, message: "the settings set nothing", fix: "name a setting, or leave settings out" }];
  return given
    .filter(([name]) => !NAMES.includes(name))
    .map(([name]) => ({
      rule,
      message: `the settings have "${name}", which is none that a login can be given here`,
      fix: `use ${NAMES.join(", ")}`,
    }));
}

function timeProblems(props: SessionSettingsProps): Problem[] {
  const { statementTimeout, lockTimeout, idleInTransactionSessionTimeout } = props;
  const times = Object.entries({ statementTimeout, lockTimeout, idleInTransactionSessionTimeout });
  const isUnknown = (time?: Duration) => time?.isKnown() === false;
  const isTooLong = (time?: Duration) => time?.isValid() && time.toSeconds() > LONGEST.toSeconds();
  return [
    ...times.filter(([, time]) => isUnknown(time)).map(([name]) => unknownText("duration", name)),
    ...durationProblems(Object.fromEntries(times.filter(([, time]) => !isUnknown(time)))),
    ...times
      .filter(([, time]) => isTooLong(time))
      .map(([name, time]) => ({
        rule: "duration",
        message: `${name} is ${time}, longer than PostgreSQL can count`,
        fix: `use ${LONGEST} or less, or leave it out`,
      })),
    ...(lockTimeout && statementTimeout
      ? orderProblems(["lockTimeout", lockTimeout], ["statementTimeout", statementTimeout])
      : []),
  ];
}

function searchPathProblems({ searchPath }: SessionSettingsProps, schemas: readonly string[]): Problem[] {
  const rule = "search-path";
  if (!searchPath) return [];
  if (!searchPath.length)
    return [{ rule, message: "searchPath is empty", fix: "name a schema, or leave it out" }];
  return [
    ...[...new Set(searchPath)]
      .filter((schema) => !schemas.includes(schema))
      .map((schema) => ({
        rule,
        message: `searchPath has "${schema}", which is no schema of the database`,
        fix: `use ${schemas.map((each) => `"${each}"`).join(", ")}, or add it to the schemas of the database`,
      })),
    ...repeatedIn(searchPath).map((schema) => ({
      rule,
      message: `searchPath has "${schema}" twice`,
      fix: "list it once",
    })),
  ];
}

function limitProblems({ connectionLimit: limit }: SessionSettingsProps): Problem[] {
  const rule = "connection-limit";
  if (limit === undefined) return [];
  if (Token.isUnresolved(limit)) return [unknownText(rule, "connectionLimit")];
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_SESSIONS) return [];
  const message = `connectionLimit is ${limit}`;
  return [{ rule, message, fix: `use a whole number from 1 to ${MOST_SESSIONS}, or leave it out` }];
}
