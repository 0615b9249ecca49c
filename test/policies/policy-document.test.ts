import { PolicyDocument } from "../../constructs";

test("a policy renders its paths, capabilities and parameters in the same order, however they were added", () => {
  const document = new PolicyDocument()
    .allow("database/creds/b", ["update", "read"])
    .allow("database/creds/a", ["read"], {
      requiredParameters: ["ttl", "name"],
      deniedParameters: { policy: [] },
      allowedParameters: { name: ["y", "x"], increment: [] },
    });
  expect(document.toJson()).toBe(`{
  "path": {
    "database/creds/a": {
      "capabilities": [
        "read"
      ],
      "allowed_parameters": {
        "increment": [],
        "name": [
          "x",
          "y"
        ]
      },
      "denied_parameters": {
        "policy": []
      },
      "required_parameters": [
        "name",
        "ttl"
      ]
    },
    "database/creds/b": {
      "capabilities": [
        "read",
        "update"
      ]
    }
  }
}`);
});

test("an empty policy has no path", () => {
  expect(new PolicyDocument().toJson()).toBe(`{
  "path": {}
}`);
});

test("capabilities of one path add up, each once", () => {
  const document = new PolicyDocument().allow("a", ["read", "update"]).allow("a", ["list", "read"]);
  expect(document.toRules()).toEqual([{ path: "a", capabilities: ["list", "read", "update"] }]);
});

test("values of one parameter add up", () => {
  const document = new PolicyDocument()
    .allow("a", ["update"], { allowedParameters: { lease_id: ["y", "x"] } })
    .allow("a", ["update"], { allowedParameters: { lease_id: ["z", "x"], sync: [] } });
  expect(document.toRules()).toEqual([
    {
      path: "a",
      capabilities: ["update"],
      allowedParameters: { lease_id: ["x", "y", "z"], sync: [] },
    },
  ]);
});

test("a parameter that may have every value keeps every value", () => {
  const document = new PolicyDocument()
    .allow("a", ["update"], { allowedParameters: { increment: [] } })
    .allow("a", ["update"], { allowedParameters: { increment: ["60"] } });
  expect(document.toRules()[0]?.allowedParameters).toEqual({ increment: [] });
});

test("a path that is restricted stays restricted when it is allowed again without parameters", () => {
  const restricted = { allowedParameters: { lease_id: ["x"] } };
  const first = new PolicyDocument().allow("a", ["update"], restricted).allow("a", ["update"]);
  const last = new PolicyDocument().allow("a", ["update"]).allow("a", ["update"], restricted);
  expect(first.toRules()[0]?.allowedParameters).toEqual({ lease_id: ["x"] });
  expect(last.toRules()).toEqual(first.toRules());
});

test("an answer that two rules want wrapped has the shorter of their times, as Vault joins them", () => {
  const document = new PolicyDocument()
    .allow("a", ["update"], { minWrappingTtl: 60, maxWrappingTtl: 600 })
    .allow("a", ["update"], { minWrappingTtl: 120, maxWrappingTtl: 300 })
    .allow("a", ["update"]);
  expect(document.toRules()).toEqual([
    { path: "a", capabilities: ["update"], minWrappingTtl: 60, maxWrappingTtl: 300 },
  ]);
});
