export * from "./credential-rules";
export * from "./deployer-policy";
export * from "./plan-policy";
export * from "./policy-document";
export * from "./workload-policy";
export type { WrittenResource } from "./written-resource";
