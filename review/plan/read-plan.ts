import { closeSync, openSync, readSync } from "node:fs";
import { quoted } from "../quoted";
import { isNestedDeeperThan } from "./nesting";
import { parsePlan } from "./parse-plan";
import { PlanError } from "./plan-error";
import type { Plan } from "./planned-change";

/** Beyond it, reading alone takes more than a gigabyte of memory. */
const LARGEST = 128 * 1024 * 1024;
const CHUNK = 1024 * 1024;
/** Arguments of providers are nested a dozen levels deep, at most. */
const DEEPEST = 200;

/**
 * Reads what `terraform show -json` wrote of a plan.
 *
 * @param path the file
 * @throws PlanError when it is none
 */
export function readPlan(path: string): Plan {
  const file = `The file ${quoted(path)}`;
  const bytes = readFile(path, file);
  if (!bytes.length) throw new PlanError(`${file} is empty`);
  if (bytes.subarray(0, 2).toString("latin1") === "PK")
    throw new PlanError(
      `${file} is the plan itself, which only Terraform reads`,
      `Write it as JSON: terraform show -json ${/^[\w./-]+$/.test(path) ? path : "<plan>"} > plan.json`,
    );
  if (isNestedDeeperThan(DEEPEST, bytes)) throw new PlanError(`${file} is not a plan: it is nested too deep`);
  return parsePlan(parse(bytes, file), file);
}

/** Of a file that goes on for ever, no more is read than a plan can have. */
function readFile(path: string, file: string): Buffer {
  const chunks: Buffer[] = [];
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    for (let size = 0; size <= LARGEST;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk);
      if (!read) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    throw new PlanError(
      isMissing ? `There is no file ${quoted(path)}` : `${file} can't be read: ${code}`,
      undefined,
      {
        cause,
      },
    );
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  const advice = "Plan fewer resources at once: split the stack, or plan with -target";
  throw new PlanError(`${file} is larger than ${LARGEST / 1024 / 1024} MB`, advice);
}

function parse(bytes: Buffer, file: string): unknown {
  const text = decoded(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const isOfMessages = text.startsWith('{"@level"');
    const what = isOfMessages
      ? "holds the messages of terraform plan -json, and not the plan"
      : "is not JSON, or it is cut off";
    // The parser's message quotes the file, which may hold secrets.
    throw new PlanError(`${file} ${what}`, undefined, { cause: isOfMessages ? undefined : cause });
  }
}

/** PowerShell writes UTF-16 where output is sent to a file. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
