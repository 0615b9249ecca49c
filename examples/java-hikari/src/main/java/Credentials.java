import java.io.IOException;

/** Users of the database, one after the other. */
interface Credentials {
  /** Waits for the next one. */
  Credential next() throws IOException, InterruptedException;
}
