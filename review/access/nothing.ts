import { type AccessManifest, SCHEMA_VERSION } from "../../constructs/access/access-manifest";
import { emptyLists } from "../../constructs/access/lists";

/** What is described where there is no stack. */
export const NOTHING: AccessManifest = { schemaVersion: SCHEMA_VERSION, stack: "", ...emptyLists() };
