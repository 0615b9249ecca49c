/** Whether an audience is the API server's own: only a token for it can ask the server about itself. */
export function isApiServerAudience(audience: string): boolean {
  return audience.startsWith("https://kubernetes.default.svc");
}
