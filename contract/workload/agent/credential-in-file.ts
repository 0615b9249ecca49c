import type { AgentTemplateDescription } from "../../../constructs";
import { Violation } from "../../check";

/** A credential as whoever reads it gets it. Everything is a text. */
export interface WrittenCredential {
  readonly host?: string;
  readonly port?: string;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
}

type Fields = Readonly<Record<string, string | undefined>>;

/**
 * Reads a file that an agent wrote, as the program does that it is for.
 *
 * @throws Violation when that can't be read
 */
export function credentialIn(template: AgentTemplateDescription, text: string): WrittenCredential {
  try {
    return fieldsIn(template, text);
  } catch {
    // What the parser says of it may hold the password.
    throw new Violation(`what is in ${template.destination} can't be read as ${template.kind}`);
  }
}

function fieldsIn(template: AgentTemplateDescription, text: string): WrittenCredential {
  switch (template.kind) {
    case "env":
      return byVariables(template.variables ?? {}, shellVariables(text));
    case "json":
      return JSON.parse(text) as WrittenCredential;
    case "pgpass":
      return passwordFile(text);
    case "pg_service":
      return serviceFile(template.service ?? "", text);
    case "url":
      return inUrl(text.trim());
  }
}

/** What is in variables, by what is described of each. */
export function byVariables(variables: Fields, values: Fields): WrittenCredential {
  const fields = Object.entries(variables).map(([name, field = ""]) => [field, values[name]]);
  const { url, ...credential } = Object.fromEntries(fields) as Fields;
  return { ...(url && inUrl(url)), ...credential };
}

/** Assignments of words in single quotes, in which a quote is written as `'\''`. */
function shellVariables(text: string): Fields {
  const assignments = text.matchAll(/^(\w+)='((?:[^']|'\\'')*)'$/gm);
  return Object.fromEntries(
    [...assignments].map(([, name = "", value = ""]) => [name, value.replaceAll("'\\''", "'")]),
  );
}

/** @see PostgreSQL documentation, "The Password File" */
function passwordFile(text: string): WrittenCredential {
  const fields = [...text.trimEnd().matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field = ""]) =>
    field.replace(/\\(.)/g, "$1"),
  );
  const [host, port, database, user, password] = fields;
  return { host, port, database, user, password };
}

/** @see PostgreSQL documentation, "The Connection Service File" */
function serviceFile(service: string, text: string): WrittenCredential {
  const [heading, ...lines] = text.trimEnd().split("\n");
  if (heading !== `[${service}]`) return {};
  const { dbname: database, ...fields } = Object.fromEntries(
    lines.map((line) => line.split(/=([^]*)/, 2) as [string, string]),
  ) as Fields;
  return { database, ...fields };
}

function inUrl(text: string): WrittenCredential {
  const { hostname, port, pathname, username, password } = new URL(text);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port,
    database: decodeURIComponent(pathname.slice(1)),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
