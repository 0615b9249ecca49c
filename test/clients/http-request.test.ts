import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { sendRequest } from "../../clients/http-request";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** A server that does something with the nth request, counted from 1 for each connection. */
async function withServer(
  answer: (socket: Socket, request: number, connection: number) => void,
  use: (address: string) => Promise<void>,
): Promise<void> {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    let requests = 0;
    socket.on("error", () => undefined).on("data", () => answer(socket, ++requests, connection));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

const GET = { method: "GET", headers: {} };

test("a request that meets a connection when its server closes it is sent once more", async () => {
  await withServer(
    (socket, request) => (request === 1 ? socket.write(OK) : socket.destroy()),
    async (address) => {
      expect(await sendRequest(address, GET)).toEqual({ status: 200, text: "ok" });
      expect(await sendRequest(address, GET)).toEqual({ status: 200, text: "ok" });
    },
  );
});

test("a server that closes a new connection has not answered", async () => {
  await withServer(
    (socket) => socket.destroy(),
    async (address) => {
      await expect(sendRequest(address, GET)).rejects.toThrow("socket hang up");
    },
  );
});
