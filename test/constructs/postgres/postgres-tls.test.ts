import { PostgresTls, TlsCertificate } from "../../../constructs";
import { addConnection, onlyArgumentsOf } from "./postgres-resources";
import { synthesize } from "../vault-resources";

function connected(tls: PostgresTls) {
  const stack = synthesize((scope) => addConnection(scope, { tls }));
  const { postgresql } = onlyArgumentsOf(stack, "vault_database_secret_backend_connection");
  return {
    block: postgresql as Record<string, string>,
    mode: stack.access.connections.map((connection) => connection.tls),
  };
}

test("verifyFull trusts the CAs of Vault's host, if no other is given", () => {
  const { block, mode } = connected(PostgresTls.verifyFull());
  expect(block.connection_url).toBe(
    "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-full",
  );
  expect(block).not.toHaveProperty("tls_ca");
  expect(mode).toEqual(["verify-full"]);
});

test("verifyCa verifies the CA alone", () => {
  const { block, mode } = connected(PostgresTls.verifyCa());
  expect(block.connection_url).toBe(
    "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-ca",
  );
  expect(block).not.toHaveProperty("tls_ca");
  expect(mode).toEqual(["verify-ca"]);
});

test("disabled is in the clear", () => {
  const { block, mode } = connected(PostgresTls.disabled());
  expect(block.connection_url).toBe(
    "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=disable",
  );
  expect(mode).toEqual(["disable"]);
});

test("a CA is given to Vault as text, and as a file in the URL", () => {
  const ca = TlsCertificate.fromFile("ca.pem");
  const { block } = connected(PostgresTls.verifyFull({ ca, caFile: "/etc/vault/postgres-ca.pem" }));
  expect(block.tls_ca).toBe('${file("ca.pem")}');
  expect(block.connection_url).toBe(
    "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-full&sslrootcert=/etc/vault/postgres-ca.pem",
  );
});

test("an empty path of a CA is no CA left out, but wrong", () => {
  expect(PostgresTls.verifyFull({ caFile: "" }).problems()).toEqual([
    {
      rule: "ca-file",
      message: '"" is not the absolute path of a file',
      fix: "write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-ca.pem",
    },
  ]);
  expect(PostgresTls.verifyFull().problems()).toEqual([]);
});

test("a CA file can't bring another setting into the URL", () => {
  expect(PostgresTls.verifyCa({ caFile: "/ca.pem&sslmode=disable" }).problems()).toEqual([
    {
      rule: "ca-file",
      message: '"/ca.pem&sslmode=disable" is not the absolute path of a file',
      fix: "write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-ca.pem",
    },
  ]);
});
