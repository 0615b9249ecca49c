import { TerraformVariable } from "cdktf";
import { PostgresTls, TlsCertificate } from "../../constructs";
import { addConnection, onlyArgumentsOf } from "./postgres/postgres-resources";
import { synthesize } from "./vault-resources";

const PEM = `-----BEGIN CERTIFICATE-----
MIIBWjCCAQGgAwIBAgIUOi8zdBnNdjX4ZtmzdVXzB4/CxIkwCgYIKoZIzj0EAwIw
-----END CERTIFICATE-----`;

test("a certificate is its PEM text", () => {
  expect(TlsCertificate.fromPem(PEM).pem).toBe(PEM);
});

test("a certificate's file is read by Terraform, when it runs", () => {
  const ca = TlsCertificate.fromFile("postgres-ca.pem");
  const stack = synthesize((scope) => addConnection(scope, { tls: PostgresTls.verifyFull({ ca }) }));
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    postgresql: { tls_ca: '${file("postgres-ca.pem")}' },
  });
});

test("a certificate's variable stays as it is: a certificate is no secret", () => {
  const stack = synthesize((scope) => {
    const ca = TlsCertificate.fromVariable(new TerraformVariable(scope, "ca", { type: "string" }));
    addConnection(scope, { tls: PostgresTls.verifyFull({ ca }) });
  });
  expect(stack.variables).toEqual({ ca: { type: "string" } });
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    postgresql: { tls_ca: "${var.ca}" },
  });
});

test("text that is no certificate is told, and an empty one, too", () => {
  const problem = {
    rule: "certificate",
    message: "the CA is not a certificate in PEM format",
    fix: "pass the text of a PEM file: -----BEGIN CERTIFICATE-----…",
  };
  expect(TlsCertificate.fromPem("junk").problems()).toEqual([problem]);
  expect(TlsCertificate.fromPem("").problems()).toEqual([problem]);
});

test("what only Terraform knows is left to Vault", () => {
  expect(TlsCertificate.fromFile("postgres-ca.pem").problems()).toEqual([]);
  expect(TlsCertificate.fromPem("${data.http.ca.response_body}").problems()).toEqual([]);
});
