import { AuditDevice, Duration, Guardrails } from "../constructs";
import type { Environment } from "./environment";

/** Production's shape on other servers, with leases so short that a missed renewal shows the same day. */
export const staging: Environment = {
  name: "staging",
  postgres: { host: "postgres.staging.internal" },
  verifiedTls: true,
  lease: { ttl: Duration.minutes(15), maxTtl: Duration.hours(2) },
  kubernetesHost: "https://kubernetes.default.svc",
  auditDevices: [AuditDevice.file({ path: "/var/log/vault/audit.log" })],
  state: { kind: "s3", bucket: "terraform-state-staging", region: "eu-central-1" },
  preventDestroy: false,
  guardrails: Guardrails.development(),
};
