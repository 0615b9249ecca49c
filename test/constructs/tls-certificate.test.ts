import { type TerraformStack, TerraformVariable, type TerraformVariableConfig } from "cdktf";
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

test("access.json says where a certificate comes from", () => {
  const caOf = (ca: (scope: TerraformStack) => TlsCertificate) =>
    synthesize((scope) => addConnection(scope, { tls: PostgresTls.verifyFull({ ca: ca(scope) }) })).access
      .connections[0]?.ca;
  const variable = (scope: TerraformStack, config: TerraformVariableConfig) =>
    TlsCertificate.fromVariable(new TerraformVariable(scope, "ca", { type: "string", ...config }));
  const sha256 = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";
  expect(caOf(() => TlsCertificate.fromFile("ca.pem"))).toEqual({ file: "ca.pem" });
  expect(caOf(() => TlsCertificate.fromPem("${var.ca}"))).toEqual({ variable: "ca" });
  expect(caOf((scope) => variable(scope, {}))).toEqual({ variable: "ca" });
  expect(caOf((scope) => variable(scope, { default: "other" }))).toEqual({ variable: "ca", sha256 });
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
