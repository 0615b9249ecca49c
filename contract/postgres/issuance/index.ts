import { ACCOUNT_WAYS } from "./account-ways";
import { ENDING_WAYS } from "./ending-ways";
import { ISSUING_WAYS } from "./issuing-ways";
import { LEASED_WAYS } from "./leased-ways";
import { RIGHT_CALLS } from "./right-calls";
import type { Way } from "./way";

/** Everything that is tried with the functions that make leased roles. */
export const WAYS: readonly Way[] = [
  ...RIGHT_CALLS,
  ...ISSUING_WAYS,
  ...ENDING_WAYS,
  ...ACCOUNT_WAYS,
  ...LEASED_WAYS,
];
