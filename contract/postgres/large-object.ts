/** Large objects have numbers for names, and no schema: no grant on all objects reaches them. */
export const LARGE_OBJECT = 7141;

/** How an owner makes it, once. */
export const MAKE_LARGE_OBJECT = `SELECT pg_catalog.lo_from_bytea(${LARGE_OBJECT}, 'large')`;

export const IS_LARGE_OBJECT_THERE = `SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = ${LARGE_OBJECT}`;
