import { randomBytes } from "node:crypto";
import type { Handler } from "../handler";

export const randomPassword: Handler = {
  known: ["length", "special"],
  async apply({ length }) {
    return { result: randomBytes(Number(length)).toString("hex").slice(0, Number(length)) };
  },
};
