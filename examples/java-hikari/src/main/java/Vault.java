import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Vault's HTTP API, with a token. */
final class Vault {
  /** A user of the database, and how long Vault lets it live when nobody renews it, in seconds. */
  record Lease(String id, long ttl, Credential credential) {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Gson JSON = new Gson();

  private final String address;
  private final String token;

  /** How long the token lives when nobody renews it, in seconds. */
  final long tokenTtl;

  private Vault(String address, String token, long tokenTtl) {
    this.address = address;
    this.token = token;
    this.tokenTtl = tokenTtl;
  }

  /** Logs in by AppRole, with the secret ID that is in a wrapping token: it can be taken out once. */
  static Vault logIn(String address, String roleId, Path wrappingTokenFile) throws IOException, InterruptedException {
    var anonymous = new Vault(address, null, 0);
    var login = Map.of("role_id", roleId, "secret_id", anonymous.unwrap(wrappingTokenFile));
    var auth = anonymous.request("POST", "auth/approle/login", login).getAsJsonObject("auth");
    return new Vault(address, auth.get("client_token").getAsString(), auth.get("lease_duration").getAsLong());
  }

  private String unwrap(Path file) throws IOException, InterruptedException {
    var wrappingToken = Files.readString(file).strip();
    var path = creationPath(file, wrappingToken);
    // Whoever has opened it can put the secret ID into a token of their own; that one tells where it was made.
    if (!path.matches("auth/.+/secret-id"))
      throw new Refusal(
          "%s: the wrapping token was made by %s: somebody put it there who has opened the real one.".formatted(file, path));
    var answer = new Vault(address, wrappingToken, 0).request("POST", "sys/wrapping/unwrap", Map.of());
    return answer.getAsJsonObject("data").get("secret_id").getAsString();
  }

  private String creationPath(Path file, String wrappingToken) throws IOException, InterruptedException {
    try {
      var answer = request("POST", "sys/wrapping/lookup", Map.of("token", wrappingToken));
      return answer.getAsJsonObject("data").get("creation_path").getAsString();
    } catch (Refusal refusal) {
      throw new Refusal(
          file
              + ": the wrapping token was opened already, or has expired. "
              + "If nobody was meant to have opened it, destroy the secret ID that was in it.");
    }
  }

  /** Makes a user of the database. */
  Lease issue(String path) throws IOException, InterruptedException {
    var answer = request("GET", path, null);
    var data = answer.getAsJsonObject("data");
    var credential = new Credential(data.get("username").getAsString(), data.get("password").getAsString());
    return new Lease(answer.get("lease_id").getAsString(), answer.get("lease_duration").getAsLong(), credential);
  }

  /**
   * Renews the token, and a lease, which would end with it.
   *
   * @return how long the lease lives from now on, in seconds
   */
  long renew(Lease lease) throws IOException, InterruptedException {
    request("POST", "auth/token/renew-self", Map.of());
    var renewed = request("POST", "sys/leases/renew", Map.of("lease_id", lease.id(), "increment", lease.ttl()));
    return renewed.get("lease_duration").getAsLong();
  }

  /** Gives the token back, and with it every lease. */
  void logOut() throws IOException, InterruptedException {
    request("POST", "auth/token/revoke-self", Map.of());
  }

  private JsonObject request(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.toJson(body));
    var request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path)).method(method, publisher).timeout(Duration.ofSeconds(10));
    if (token != null) request.header("X-Vault-Token", token);
    var response = HTTP.send(request.build(), BodyHandlers.ofString());
    var status = response.statusCode();
    if (status < 400) return JSON.fromJson(response.body(), JsonObject.class);
    var message = "%s %s: %d %s".formatted(method, path, status, response.body().strip());
    throw status < 500 && status != 429 ? new Refusal(message) : new IOException(message);
  }
}
