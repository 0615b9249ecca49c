import { isFalse, texts } from "../rendered/literal";
import type { RenderedResource, RenderedStack } from "../rendered/rendered-stack";
import { statements } from "../rendered/statements";
import type { GuardrailRule } from "../rule";

export const noSuperuser: GuardrailRule = {
  id: "no-superuser",
  what: "No role is a superuser, replicates, bypasses row security or is a member of pg_read_all_data or the like; no leased role makes roles or databases.",
  why: "Nothing that is described here limits such a role.",
  fix: "leave the attribute or the membership out",
  check: (stack) =>
    stack.resources.flatMap((resource) =>
      [...attributeMessages(resource), ...memberMessages(stack, resource), ...sqlMessages(resource)].map(
        (message) => ({ path: resource.path, message }),
      ),
    ),
};

const GIVES_ALL =
  /\bpg_(execute_server_program|read_server_files|write_server_files|read_all_data|write_all_data)\b/i;

function attributeMessages({ type, attributes }: RenderedResource): string[] {
  if (type !== "postgresql_role") return [];
  return ["superuser", "replication", "bypass_row_level_security"]
    .filter((attribute) => !isFalse(attributes[attribute]))
    .map((attribute) => `role "${attributes.name}" has ${attribute}`);
}

function memberMessages(stack: RenderedStack, { type, attributes }: RenderedResource): string[] {
  if (!["postgresql_role", "postgresql_grant_role"].includes(type)) return [];
  return [...texts(attributes.roles), ...texts(attributes.grant_role)]
    .map((role) => stack.text(role))
    .filter((role) => GIVES_ALL.test(role))
    .map((role) => `role "${stack.text(attributes.name ?? attributes.role)}" is a member of ${role}`);
}

function sqlMessages({ type, attributes }: RenderedResource): string[] {
  if (type !== "vault_database_secret_backend_role") return [];
  return ["creation_statements", "renew_statements"].flatMap((list) => {
    const sql = statements(attributes[list]).join(";");
    // A quoted name may be any of these words.
    const word = /\b(SUPERUSER|REPLICATION|BYPASSRLS|CREATEROLE|CREATEDB)\b/i.exec(
      sql.replace(/"[^"]*"/g, ""),
    );
    const found = word?.[0] ?? GIVES_ALL.exec(sql)?.[0];
    return found ? [`${list} give a role ${found}`] : [];
  });
}
