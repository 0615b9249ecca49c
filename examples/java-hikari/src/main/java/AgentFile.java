import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The credential in the JSON file that the agent writes, and each that it writes later. */
final class AgentFile implements Credentials {
  private static final long POLL_MS = 200;

  private final Path path;
  private String known = "";

  AgentFile(Path path) {
    this.path = path;
  }

  @Override
  public Credential next() throws IOException, InterruptedException {
    for (var text = read(); ; text = read()) {
      if (!text.equals(known)) return new Gson().fromJson(known = text, Credential.class);
      Thread.sleep(POLL_MS);
    }
  }

  private String read() throws IOException {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException error) {
      // The service may start before the agent has.
      return known;
    }
  }
}
