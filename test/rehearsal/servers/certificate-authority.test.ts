import { once } from "node:events";
import { X509Certificate } from "node:crypto";
import { connect, createServer } from "node:tls";
import { CertificateAuthority } from "../../../rehearsal/servers";

test("a certificate is for localhost and 127.0.0.1, on P-256, and runs out in a day", async () => {
  const authority = await CertificateAuthority.create();
  const certificate = new X509Certificate((await authority.issue()).certificate);
  expect(certificate.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1");
  expect(certificate.verify(new X509Certificate(authority.pem).publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  const hours = (Date.parse(certificate.validTo) - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);
  expect(certificate.ca).toBe(false);
});

test("a server with it is trusted by who has the CA, by nobody else, and under no other name", async () => {
  const authority = await CertificateAuthority.create();
  const { certificate: cert, key } = await authority.issue();
  const server = createServer({ cert, key });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { port: number };
  const handshake = async (ca: string | undefined, servername: string) => {
    const socket = connect({ host: "127.0.0.1", port, ca, servername });
    await once(socket, "secureConnect").finally(() => socket.destroy());
  };
  await handshake(authority.pem, "localhost");
  await expect(handshake((await CertificateAuthority.create()).pem, "localhost")).rejects.toThrow(
    /certificate/,
  );
  await expect(handshake(undefined, "localhost")).rejects.toThrow(/certificate/);
  await expect(handshake(authority.pem, "vault.example")).rejects.toThrow(
    "does not match certificate's altnames",
  );
  server.close();
});
