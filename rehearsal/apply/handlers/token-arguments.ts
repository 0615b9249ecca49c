/** What every auth method's role says about its tokens. */
export const TOKEN_ARGUMENTS = [
  "token_policies",
  "token_no_default_policy",
  "token_period",
  "token_ttl",
  "token_max_ttl",
];
