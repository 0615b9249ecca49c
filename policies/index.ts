export * from "./credential-rules";
export * from "./deployer-policy";
export * from "./password-policy";
export * from "./plan-policy";
export * from "./policy-document";
export { PolicySyntaxError } from "./policy-syntax";
export * from "./read-policy";
export * from "./workload-policy";
export type { WrittenResource } from "./written-resource";
