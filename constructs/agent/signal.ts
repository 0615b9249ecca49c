/** Signals that a program can take, by POSIX's names. */
export const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGWINCH"] as const;

/** A signal that a program can take, by POSIX's name. */
export type Signal = (typeof SIGNALS)[number];
