import { namedRoles } from "../../../rehearsal/schema/named-roles";

test.each([
  ["GRANT SELECT,INSERT ON TABLE sales.t TO clerk", ["clerk"]],
  ['GRANT SELECT(id, "to") ON TABLE t TO "Audit-User" WITH GRANT OPTION', ["Audit-User"]],
  ['GRANT ALL ON TABLE t TO "a""b", PUBLIC, Clerk', ['a"b', "clerk"]],
  ["GRANT SELECT ON TABLE t TO clerk GRANTED BY chief", ["clerk", "chief"]],
  ["REVOKE ALL ON SCHEMA public FROM PUBLIC", []],
  ["REVOKE GRANT OPTION FOR SELECT ON t FROM clerk", ["clerk"]],
  [
    "GRANT sales, stock TO clerk WITH ADMIN OPTION GRANTED BY postgres",
    ["sales", "stock", "clerk", "postgres"],
  ],
  ["GRANT USAGE ON SCHEMA s TO GROUP clerks", ["clerks"]],
  ["ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA s GRANT SELECT ON TABLES  TO clerk", ["app", "clerk"]],
  ["ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE ALL ON FUNCTIONS  FROM PUBLIC", ["app"]],
  ["ALTER FUNCTION sales.total(c integer) OWNER TO app", ["app"]],
  [
    "CREATE POLICY p ON sales.t AS RESTRICTIVE FOR SELECT TO clerk, \"Chief\" USING ((a = 'TO b'::text))",
    ["clerk", "Chief"],
  ],
  ["CREATE POLICY p ON sales.t USING (true)", []],
  ["CREATE SCHEMA s AUTHORIZATION app", ["app"]],
  ["CREATE USER MAPPING FOR app SERVER crm", ["app"]],
  ["CREATE USER MAPPING FOR PUBLIC SERVER crm", []],
  ["CREATE ROLE clerk", ["clerk"]],
  ["ALTER ROLE clerk IN DATABASE appdb SET search_path TO sales", ["clerk"]],
  ["COMMENT ON ROLE clerk IS 'GRANT a TO b'", ["clerk"]],
  ["COMMENT ON TABLE t IS 'OWNER TO clerk'", []],
  ["CREATE TABLE t (owner_to text)", []],
])("%s", (statement, names) => {
  expect(namedRoles(statement).map(({ name }) => name)).toEqual(names);
});
