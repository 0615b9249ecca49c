import { Token } from "cdktf";
import type { Problem } from "../private/validation";
import { unknownText } from "../private/vault-name";

/** What is wrong with the path of a file where the workload runs. */
export function filePathProblems(prop: string, path: string): Problem[] {
  if (Token.isUnresolved(path)) return [unknownText("file-path", prop)];
  if (/^(\/(?!\.{1,2}(\/|$))[^/{}\p{Cc}]+)+$/u.test(path)) return [];
  const fix =
    "write it from / to the file's name, without braces, line breaks, //, . or .. in it: /run/myapp/db.env";
  return [{ rule: "file-path", message: `${prop} "${path}" is not the absolute path of a file`, fix }];
}
