import { reasonOfEnd } from "../../../rehearsal/agent/reason-of-end";

const SHORT = `2026-11-26T14:16:13.483Z [ERROR] agent.template.server: template server error: error="no entry" backoff=-1ns
2026-11-26T14:16:13.483Z [ERROR] agent: runtime error encountered: error="template server: map has no entry for key \\"nope\\"" exitCode=1
Error encountered during run, refer to logs for more details.
`;

const LONG = `2026-11-26T14:16:08.469Z [ERROR] agent: runtime error encountered:
  error=
  | error looking up wrapped secret ID: Error making API request.
  | 
  | Code: 400. Errors:
  | 
  | * wrapping token is not valid or does not exist
   exitCode=1
Error encountered during run, refer to logs for more details.
`;

test.each([
  ["a short reason is quoted", SHORT, 'template server: map has no entry for key "nope"'],
  [
    "a long reason is indented",
    LONG,
    "error looking up wrapped secret ID: Error making API request. Code: 400. Errors: * wrapping token is not valid or does not exist",
  ],
  ["other last words are taken as they are", "no such\ncommand\n", "no such command"],
  ["there may be none", "", "it wrote nothing"],
])("of the reason why an agent ended: %s", (_, output, reason) => {
  expect(reasonOfEnd(output)).toBe(reason);
});
