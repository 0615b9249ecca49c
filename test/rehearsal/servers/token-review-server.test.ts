import { request } from "node:https";
import { API_AUDIENCE, CertificateAuthority, TokenReviewServer } from "../../../rehearsal/servers";

const APP = { namespace: "apps", serviceAccount: "myapp", audience: "vault", ttlSeconds: 600 };
const PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

let authority: CertificateAuthority;
let server: TokenReviewServer;
beforeAll(async () => {
  authority = await CertificateAuthority.create();
  server = await TokenReviewServer.start(authority);
});
afterAll(() => server.close());

interface Answer {
  readonly code: number | undefined;
  readonly body: { status?: Record<string, unknown>; message?: string };
}

function post(body: string, bearer?: string, path = PATH, ca = authority.pem): Promise<Answer> {
  const headers = bearer ? { Authorization: `Bearer ${bearer}` } : {};
  return new Promise((resolve, reject) => {
    const asking = request(
      `${server.host}${path}`,
      { method: "POST", ca, headers, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve({ code: response.statusCode, body: JSON.parse(text) }));
      },
    );
    asking.on("error", reject).end(body);
  });
}

async function review(token: string, audiences?: string[]): Promise<unknown> {
  const body = JSON.stringify({ kind: "TokenReview", spec: { token, audiences } });
  const answer = await post(body, server.reviewerToken);
  expect(answer.code).toBe(201);
  return answer.body.status;
}

describe("a token under review", () => {
  test("is good for the audience that it was issued for, and says whose it is", async () => {
    expect(await review(server.issue(APP), ["vault", "another"])).toEqual({
      authenticated: true,
      user: {
        username: "system:serviceaccount:apps:myapp",
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
        groups: ["system:serviceaccounts", "system:serviceaccounts:apps", "system:authenticated"],
      },
      audiences: ["vault"],
    });
  });

  test("is refused for another audience", async () => {
    expect(await review(server.issue(APP), ["another"])).toEqual({
      user: {},
      error: 'token audiences ["vault"] is invalid for the target audiences ["another"]',
    });
  });

  test("has to be for the API server's own audience when none is asked about", async () => {
    expect(await review(server.issue(APP))).toMatchObject({
      error: expect.stringContaining("token audiences"),
    });
    const own = server.issue({ ...APP, audience: API_AUDIENCE });
    expect(await review(own)).toMatchObject({ authenticated: true, audiences: [API_AUDIENCE] });
    expect(await review(own, [])).toMatchObject({ authenticated: true, audiences: [API_AUDIENCE] });
  });

  const invalid = { user: {}, error: "invalid bearer token" };

  test("is refused when it has expired", async () => {
    expect(await review(server.issue({ ...APP, ttlSeconds: -1 }), ["vault"])).toEqual(invalid);
  });

  test("is refused when it is another cluster's", async () => {
    const another = await TokenReviewServer.start(authority);
    another.close();
    expect(await review(another.issue(APP), ["vault"])).toEqual(invalid);
  });

  test("is refused when its claims were changed", async () => {
    const [header, claims = "", signature] = server.issue(APP).split(".");
    const changed = Buffer.from(claims, "base64url").toString().replaceAll("myapp", "admin");
    const forged = [header, Buffer.from(changed).toString("base64url"), signature].join(".");
    expect(await review(forged, ["vault"])).toEqual(invalid);
  });

  test.each(["", "text", "..", "a.b.c"])("is refused when it is %j", async (token) => {
    expect(await review(token, ["vault"])).toEqual(invalid);
  });
});

describe("who asks for a review", () => {
  const asked = () => JSON.stringify({ spec: { token: server.issue(APP), audiences: ["vault"] } });

  test("is refused without a token, and with one for another audience", async () => {
    const reviewer = { namespace: "vault", serviceAccount: "vault", audience: "vault", ttlSeconds: 600 };
    for (const bearer of [undefined, "text", server.issue(reviewer), server.issue(APP)]) {
      expect(await post(asked(), bearer)).toMatchObject({ code: 401, body: { message: "Unauthorized" } });
    }
  });

  test("is refused without the right to review", async () => {
    expect(await post(asked(), server.issue({ ...APP, audience: API_AUDIENCE }))).toMatchObject({
      code: 403,
      body: {
        message:
          "tokenreviews.authentication.k8s.io is forbidden: " +
          'User "system:serviceaccount:apps:myapp" cannot create resource',
      },
    });
  });

  test("is told when the request makes no sense", async () => {
    for (const body of ["", "text", "{}", "null", '{"spec":{}}']) {
      expect(await post(body, server.reviewerToken)).toMatchObject({ code: 400 });
    }
    expect(await post(asked(), server.reviewerToken, "/api/v1/pods")).toMatchObject({ code: 404 });
  });

  test("has to know the server's CA", async () => {
    const another = await CertificateAuthority.create();
    await expect(post(asked(), server.reviewerToken, PATH, another.pem)).rejects.toThrow(/certificate/);
  });
});
