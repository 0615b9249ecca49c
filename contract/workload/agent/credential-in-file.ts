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

/**
 * Of several servers, each has a line.
 *
 * @see PostgreSQL documentation, "The Password File"
 */
function passwordFile(text: string): WrittenCredential {
  const lines = text.trimEnd().split("\n").map(fieldsOfLine);
  const [, , database, user, password] = lines[0] ?? [];
  const column = (index: number) => lines.map((fields) => fields[index]).join(",");
  return { host: column(0), port: column(1), database, user, password };
}

function fieldsOfLine(line: string): string[] {
  const fields = [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)];
  return fields.map(([, field = ""]) => field.replace(/\\(.)/g, "$1"));
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

/** Of several servers, each has a host and a port, which no other kind of URL has. */
function inUrl(text: string): WrittenCredential {
  const [whole, user, password, servers = "", database] =
    /^postgresql:\/\/([^:@/]*):([^@/]*)@([^/?]*)\/([^?]*)/.exec(text) ?? [];
  if (whole === undefined) throw new Error("it is no URL");
  const each = servers.split(",").map((server) => /^(.*):(\d+)$/.exec(server) ?? []);
  const decoded = (part: string | undefined) => decodeURIComponent(part ?? "");
  return {
    host: each.map(([, host = ""]) => host.replace(/^\[|\]$/g, "")).join(","),
    port: each.map(([, , port]) => port).join(","),
    database: decoded(database),
    user: decoded(user),
    password: decoded(password),
  };
}
