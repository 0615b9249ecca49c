import { queryOf } from "./connection-url";
import { isFalse, isMissing, isOff, isTrue, texts } from "./literal";
import { isNarrowerPolicy } from "./policy-differences";
import { isSameSql, takesAway } from "./statement-changes";

/** Whether an argument with another value than a construct wrote leaves what is described as it is, or takes from it. */
type IsHarmless = (value: unknown, written: unknown) => boolean;

const isText = (value: unknown) => typeof value === "string" && !/[$%]\{/.test(value);
const isNumber = (value: unknown) => /^[1-9]\d*$/.test(String(value));
/** Where a construct wrote a limit, a higher one gives more. */
const isLimit: IsHarmless = (value, written) =>
  isNumber(value) && (!isNumber(written) || Number(value) <= Number(written));
const isServiceToken: IsHarmless = (type) => ["default", "service", "default-service"].includes(String(type));

/** Networks that a token is bound to, which no construct writes: from others it is refused. */
const areNetworks: IsHarmless = (value) => texts(value).length > 0 && texts(value).every(isText);

/** The changes that are harmless, by argument. Every other one is a finding. */
const HARMLESS: Readonly<Record<string, IsHarmless>> = {
  description: isText,
  "lifecycle.prevent_destroy": isTrue,
  token_type: isServiceToken,
  "tune.token_type": isServiceToken,
  token_bound_cidrs: areNetworks,
  superuser: isFalse,
  replication: isFalse,
  bypass_row_level_security: isFalse,
  create_role: (value, written) => isMissing(written) && isFalse(value),
  create_database: isFalse,
  connection_limit: isLimit,
  statement_timeout: isLimit,
  idle_in_transaction_session_timeout: isLimit,
  "options.log_raw": isOff,
  "postgresql.connection_url": isSameUrl,
  policy: isNarrowerPolicy,
  creation_statements: takesAway,
  renew_statements: takesAway,
  revocation_statements: isSameSql,
  root_rotation_statements: isSameSql,
  rotation_statements: isSameSql,
  // Terraform waits for more.
  depends_on: (value, written) => [written ?? []].flat().every((each) => [value].flat().includes(each)),
};

export function isHarmlessChange(argument: string, value: unknown, written: unknown): boolean {
  return HARMLESS[argument]?.(value, written) ?? false;
}

/** Parameters of a connection URL that change neither where it leads nor who trusts whom. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  connect_timeout: /^\d+$/,
  application_name: /^[\w.-]+$/,
};

function isSameUrl(value: unknown, written: unknown): boolean {
  const [base, ...others] = String(value).split("?");
  const [writtenBase] = String(written).split("?");
  const parameters = [...queryOf(String(value))];
  const own = parameters.filter(([name, text]) => !PARAMETERS[name]?.test(text));
  const names = parameters.map(([name]) => name);
  return (
    others.length <= 1 &&
    base === writtenBase &&
    new Set(names).size === names.length &&
    new URLSearchParams(own).toString() === queryOf(String(written)).toString()
  );
}
