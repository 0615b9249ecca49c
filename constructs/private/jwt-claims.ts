/** The claim of a job that is for an environment; nothing where it may be for any, or none. */
export function environmentClaim(
  environment: string | undefined,
): Readonly<Record<string, readonly string[]>> {
  return environment === undefined ? {} : { environment: [environment] };
}
