import { randomBytes } from "node:crypto";
import type { Handler } from "../handler";
import { atLeast, bool, required } from "../kinds";

export const randomPassword: Handler = {
  arguments: { length: required(atLeast(20)), special: bool },
  // Terraform forgets it when it ends.
  replacedBy: [],
  read: () => Promise.resolve(undefined),
  destroy: () => Promise.resolve(),
  async apply({ length }) {
    return { result: randomBytes(Number(length)).toString("hex").slice(0, Number(length)) };
  },
};
