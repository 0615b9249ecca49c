import { bool, number, oneOf, type Schema, set, text } from "../kinds";

/** What every auth method's role says about its tokens. */
export const TOKEN_ARGUMENTS: Schema = {
  token_policies: set(text),
  token_no_default_policy: bool,
  token_period: number,
  token_ttl: number,
  token_max_ttl: number,
  token_type: oneOf("default", "service", "batch", "default-service", "default-batch"),
};
