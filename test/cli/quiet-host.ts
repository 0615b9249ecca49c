import type { Host } from "../../cli/command";

const ignore = () => undefined;

/** What a command uses when a test runs it as a function: nobody watches. */
export const QUIET_HOST: Host = {
  env: process.env,
  signal: new AbortController().signal,
  seconds: () => 1.5,
  notify: ignore,
  onCheck: ignore,
  tell: ignore,
  confirm: () => Promise.resolve(false),
  print: ignore,
};
