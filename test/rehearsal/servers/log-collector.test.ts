import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { LogCollector } from "../../../rehearsal/servers";

async function connected(collector: LogCollector): Promise<Socket> {
  const [host = "", port] = collector.address.split(":");
  const socket = connect(Number(port), host);
  await once(socket, "connect");
  return socket;
}

test("a log collector keeps the lines of everybody who writes to it", async () => {
  const collector = await LogCollector.start();
  const [one, another] = [await connected(collector), await connected(collector)];
  one.write("first\n");
  expect(await collector.lineWith("first")).toBe("first");
  another.end("second\n");
  expect(await collector.lineWith("second")).toBe("second");
  expect(collector.text).toBe("first\nsecond\n");
  collector.close();
});

test("a log collector hands out whole lines, also when letters arrive in parts", async () => {
  const collector = await LogCollector.start();
  const socket = await connected(collector);
  const bytes = Buffer.from("käse\n");
  socket.write(bytes.subarray(0, 2));
  const line = collector.lineWith("k");
  setTimeout(() => socket.write(bytes.subarray(2)), 50);
  expect(await line).toBe("käse");
  collector.close();
});

test("closing a log collector ends its connections", async () => {
  const collector = await LogCollector.start();
  const socket = await connected(collector);
  socket.write("x\n");
  await collector.lineWith("x");
  const closed = once(
    socket.on("error", () => undefined),
    "close",
  );
  collector.close();
  await closed;
  expect(socket.destroyed).toBe(true);
});
