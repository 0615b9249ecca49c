/**
 * What the command looks at itself, and what its servers may inherit. Everything else is meant for other programs, and would
 * change what is found: `PGSSLMODE` and `PGOPTIONS` its sessions in PostgreSQL, `NODE_OPTIONS` its own processes.
 */
const OWN = new Set([
  ...["PATH", "HOME", "USERPROFILE", "SYSTEMROOT"],
  ...["TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "VAULT_BINARY", "NO_COLOR"],
]);

/**
 * Takes everything out of this process's environment that is not its own.
 *
 * @returns the environment as it was, for programs of the caller: their app, pip, kubectl
 */
export function keepOwnEnvironment(): NodeJS.ProcessEnv {
  const whole = { ...process.env };
  // Windows doesn't tell capitals from small letters.
  const foreign = Object.keys(whole).filter((name) => !OWN.has(name.toUpperCase()));
  for (const name of foreign) Reflect.deleteProperty(process.env, name);
  return whole;
}
