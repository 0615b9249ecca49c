import type { Attempt } from "./role/attempt";

/** Whom another part of a database belongs to, of which nothing is described. */
export const OTHER_OWNER = "contract_other_owner";

/** Somebody who uses the server, and whom nobody described. */
export const OTHER_APPLICATION = "contract_other_application";

const SCHEMA = "contract_other";

/** Run by a superuser. */
export const MAKE_OTHER_OWNERS_OBJECTS = `CREATE SCHEMA ${SCHEMA} AUTHORIZATION ${OTHER_OWNER}; SET ROLE ${OTHER_OWNER};
  GRANT USAGE ON SCHEMA ${SCHEMA} TO PUBLIC;
  CREATE TABLE ${SCHEMA}.kept (id int);
  CREATE TABLE ${SCHEMA}.shared (id int);
  GRANT SELECT ON ${SCHEMA}.shared TO PUBLIC;
  CREATE FUNCTION ${SCHEMA}.shared_function() RETURNS int LANGUAGE sql AS 'SELECT 1';
  RESET ROLE`;

/** What the inventory tells of them. */
export const OTHER_OWNERS_LINES: readonly string[] = [
  `schema ${SCHEMA} of ${OTHER_OWNER}`,
  `USAGE on schema ${SCHEMA} to PUBLIC`,
  `table ${SCHEMA}.kept of ${OTHER_OWNER}`,
  `table ${SCHEMA}.shared of ${OTHER_OWNER}`,
  `SELECT on table ${SCHEMA}.shared to PUBLIC`,
  `function ${SCHEMA}.shared_function() of ${OTHER_OWNER}`,
  `EXECUTE on function ${SCHEMA}.shared_function() to PUBLIC`,
];

/** With another owner's objects everybody may do what PUBLIC may, and nothing else, whatever a role's privilege set is. */
export const USES_OF_OTHERS: readonly Attempt[] = [
  { statement: `SELECT * FROM ${SCHEMA}.shared`, allowed: true },
  { statement: `SELECT ${SCHEMA}.shared_function()`, allowed: true },
  { statement: `SELECT * FROM ${SCHEMA}.kept`, allowed: false },
  { statement: `INSERT INTO ${SCHEMA}.shared DEFAULT VALUES`, allowed: false },
  { statement: `CREATE TABLE ${SCHEMA}.made (id int)`, allowed: false },
];
