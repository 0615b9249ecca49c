import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** Answers in place of Vault, as a test says, for as long as `use` runs. */
export async function withHttpStandIn<Result>(
  answer: (request: IncomingMessage) => Answer | Promise<Answer>,
  use: (address: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      void Promise.resolve(answer(request)).then(({ status, body }) => response.writeHead(status).end(body));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
