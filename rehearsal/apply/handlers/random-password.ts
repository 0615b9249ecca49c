import { randomBytes } from "node:crypto";
import type { Handler } from "../handler";
import { bool, number, required } from "../kinds";

export const randomPassword: Handler = {
  arguments: { length: required(number), special: bool },
  async apply({ length }) {
    return { result: randomBytes(Number(length)).toString("hex").slice(0, Number(length)) };
  },
};
