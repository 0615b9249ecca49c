import { dev } from "./dev";
import type { Environment } from "./environment";
import { production } from "./production";
import { staging } from "./staging";

/** Every environment; each becomes one stack. */
export const environments: readonly Environment[] = [dev, staging, production];
