import { AuditDevice, Duration, Guardrails } from "../constructs";
import type { Environment } from "./environment";

/** Stands for a cluster's CA, without which Vault takes no configuration. Nobody has its key. */
const NO_CLUSTER = `-----BEGIN CERTIFICATE-----
MIIBijCCAS+gAwIBAgIUCcdHjmCTe1LT9XEZniDGWZWhDAAwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOTm8gY2x1c3RlciB5ZXQwIBcNMjYxMTI0MTU1NjAwWhgPMjEy
NjEwMzExNTU2MDBaMBkxFzAVBgNVBAMMDk5vIGNsdXN0ZXIgeWV0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEln/FN4cSaDVAnv/dBTi1AAO2wk1QBU62d/1aagoR
G8ZtlVoKnZavbuo1uBkR+Tlf5FsytB2c0lSys50/IA6jH6NTMFEwHQYDVR0OBBYE
FKW3sKS3bNC1O6yvaRws04OpnkzsMB8GA1UdIwQYMBaAFKW3sKS3bNC1O6yvaRws
04OpnkzsMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAJagwODd
W2BXOj89pOQps/0kCnsKiOQ4nDPUowPXagH7AiEA0n6e9Oy27LWHgYfRxvzlJL/K
Kh0L/vwYW/kWvyhxzo4=
-----END CERTIFICATE-----
`;

/** One's own machine, as `docker-compose.yml` starts it. */
export const dev: Environment = {
  name: "dev",
  postgres: { host: "postgres" },
  verifiedTls: false,
  lease: { ttl: Duration.hours(1), maxTtl: Duration.hours(24) },
  kubernetesHost: "https://kubernetes.default.svc",
  kubernetesCa: NO_CLUSTER,
  auditDevices: [AuditDevice.file({ path: "/vault/logs/audit.log" })],
  state: { kind: "local" },
  preventDestroy: false,
  guardrails: Guardrails.development(),
};
