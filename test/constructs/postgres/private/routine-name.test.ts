import { shownRoutine } from "../../../../constructs/postgres/private/routine-name";

test.each([
  ["purge", "purge"],
  ["purge()", "purge()"],
  ["purge(int,text)", "purge(integer, text)"],
  ["f(int2, int4[], int8)", "f(smallint, integer[], bigint)"],
  ["f(bool, varchar, char)", "f(boolean, character varying, character)"],
  ["f(float4, float8, decimal)", "f(real, double precision, numeric)"],
  ["f(timestamp, timestamptz)", "f(timestamp without time zone, timestamp with time zone)"],
  ["f(sales.money_type[])", "f(sales.money_type[])"],
])("PostgreSQL shows %s as %s", (written, shown) => {
  expect(shownRoutine(written)).toBe(shown);
});
