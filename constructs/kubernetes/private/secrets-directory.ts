/** Where the injector mounts its volume in every container of a pod: memory that nobody outside the pod sees. */
export const SECRETS_DIRECTORY = "/vault/secrets";
