import { AuditDevice, Duration, Guardrails } from "../constructs";
import type { Environment } from "./environment";

/** One's own machine, as `docker-compose.yml` starts it. */
export const dev: Environment = {
  name: "dev",
  postgres: { host: "postgres" },
  verifiedTls: false,
  lease: { ttl: Duration.hours(1), maxTtl: Duration.hours(24) },
  kubernetesHost: "https://kubernetes.default.svc",
  auditDevices: [AuditDevice.file({ path: "/vault/logs/audit.log" })],
  state: { kind: "local" },
  preventDestroy: false,
  guardrails: Guardrails.development(),
};
