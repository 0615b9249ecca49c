/** Large objects have numbers for names, and no schema: no grant on all objects reaches them. */
export const LARGE_OBJECT = 7141;

/** How an owner makes it, once. */
export const MAKE_LARGE_OBJECT = `SELECT pg_catalog.lo_from_bytea(${LARGE_OBJECT}, 'large')`;
