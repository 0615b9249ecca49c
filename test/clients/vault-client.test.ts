import { VaultClient } from "../../clients/vault-client";
import { type Answer, withHttpStandIn } from "./http-stand-in";

/** Asks once, by the client that is made. @returns how often it was asked, and what came of it */
async function ask(
  answers: readonly Answer[],
  make: (client: VaultClient) => VaultClient = (client) => client,
): Promise<{ asked: number; outcome: unknown }> {
  let asked = 0;
  const next = () => answers[asked++] ?? { status: 204 };
  return withHttpStandIn(next, async (address) => {
    const outcome = await make(new VaultClient(address, "token"))
      .request("PUT", "sys/policies/acl/app", { policy: "" })
      .catch((error: Error) => error.message);
    return { asked, outcome };
  });
}

const withRetries = (client: VaultClient) => client.withRetries([1, 1]);
const failure = { status: 500, body: '{"errors":["internal error"]}' };
const success = { status: 200, body: '{"data":{"name":"app"}}' };

describe("a request", () => {
  test("gives what Vault answers", async () => {
    expect(await ask([success])).toEqual({ asked: 1, outcome: { data: { name: "app" } } });
    expect(await ask([{ status: 204 }])).toEqual({ asked: 1, outcome: {} });
  });

  test("that Vault refuses says why", async () => {
    const body = '{"errors":["2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n"]}';
    expect(await ask([{ status: 403, body }])).toEqual({
      asked: 1,
      outcome: "PUT sys/policies/acl/app: 403 permission denied invalid token",
    });
  });

  test("that Vault fails to answer is not repeated, but where it is asked for", async () => {
    const outcome = "PUT sys/policies/acl/app: 500 internal error";
    expect(await ask([failure, success])).toEqual({ asked: 1, outcome });
    expect(await ask([failure, success], withRetries)).toEqual({
      asked: 2,
      outcome: { data: { name: "app" } },
    });
  });
});

test("of another server than Vault, that something isn't there says nothing", async () => {
  for (const status of [200, 404]) {
    const answer = () => ({ status, body: "<html>" });
    await withHttpStandIn(answer, async (address) => {
      const client = new VaultClient(address, "token");
      await expect(client.find("sys/policies/acl/app")).rejects.toThrow("what answers there is no Vault");
    });
  }
});

test("whoever is patient for a while is told that there is no answer", async () => {
  const never = () => new Promise<Answer>(() => undefined);
  await withHttpStandIn(never, async (address) => {
    const client = new VaultClient(address, "token", [], { patience: 20 });
    await expect(client.request("GET", "sys/health")).rejects.toThrow("there is no answer in 0.02 s");
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(client.request("GET", "sys/health", undefined, stopped)).rejects.not.toThrow("no answer");
  });
});

describe("with retries, a request", () => {
  test.each([412, 429, 500, 502, 503])("is repeated twice after status %i", async (status) => {
    expect(await ask(Array(2).fill({ status }), withRetries)).toEqual({ asked: 3, outcome: {} });
    expect(await ask(Array(9).fill({ status }), withRetries)).toEqual({
      asked: 3,
      outcome: `PUT sys/policies/acl/app: ${status}`,
    });
  });

  test.each([400, 403, 404, 501])("is not repeated after status %i", async (status) => {
    expect((await ask(Array(9).fill({ status }), withRetries)).asked).toBe(1);
  });

  test("is repeated for somebody else's token, too", async () => {
    const asOther = (client: VaultClient) => withRetries(client).withToken("other");
    expect((await ask([failure], asOther)).asked).toBe(2);
  });

  test("waits as long as Vault's own clients do: a second, and then two", async () => {
    const start = performance.now();
    expect((await ask([failure], (client) => client.withRetries())).asked).toBe(2);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test("a request that isn't answered in time is ended by its signal", async () => {
  const never = () => new Promise<Answer>(() => undefined);
  await withHttpStandIn(never, async (address) => {
    const request = new VaultClient(address).request("GET", "sys/health", undefined, AbortSignal.timeout(50));
    await expect(request).rejects.toThrow("The operation was aborted");
  });
});
