import { AuditDevice, Duration, Guardrails, Issuance } from "../constructs";
import type { Environment } from "./environment";

/** What customers use: verified TLS, two audit devices, an account that can make no roles, shared state, nothing destroyed by accident. */
export const production: Environment = {
  name: "production",
  // A cluster of Vault servers behind one load balancer, which each of them is told to believe whom a request is from,
  // by x_forwarded_for_authorized_addrs of its listener: credentials are limited for each client.
  vaultAddress: "https://vault.production.internal",
  postgres: { host: "postgres.production.internal" },
  verifiedTls: true,
  // However many leases are live, and who steals the account's login gets leases alone: docs/postgres/issuance.md.
  issuance: Issuance.functions(),
  lease: { ttl: Duration.hours(1), maxTtl: Duration.hours(24) },
  kubernetesHost: "https://kubernetes.default.svc",
  auditDevices: [AuditDevice.file({ path: "/var/log/vault/audit.log" }), AuditDevice.syslog()],
  state: { kind: "s3", bucket: "terraform-state-production", region: "eu-central-1" },
  preventDestroy: true,
  guardrails: Guardrails.production(),
};
