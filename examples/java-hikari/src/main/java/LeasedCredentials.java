import java.io.IOException;

/** A credential, and well before the end of each the next. */
final class LeasedCredentials implements Credentials {
  private interface Question<Answer> {
    Answer ask() throws IOException, InterruptedException;
  }

  private static final long RETRY_MS = 1_000;

  private final Vault vault;
  private final String path;
  private Vault.Lease lease;

  LeasedCredentials(Vault vault, String path) {
    this.vault = vault;
    this.path = path;
  }

  @Override
  public Credential next() throws IOException, InterruptedException {
    if (lease != null) keep();
    lease = untilAnswered(() -> vault.issue(path));
    return lease.credential();
  }

  /** Renews the lease until a renewal gives half of its time, or none: then `max_ttl` is near. */
  private void keep() throws IOException, InterruptedException {
    for (var left = lease.ttl(); left > lease.ttl() / 2; ) {
      Thread.sleep(1_000 * Math.min(left, vault.tokenTtl) / 2);
      left = renew();
    }
  }

  private long renew() throws IOException, InterruptedException {
    try {
      return untilAnswered(() -> vault.renew(lease));
    } catch (Refusal refusal) {
      return 0;
    }
  }

  /** Asks again while Vault can't answer: it may be starting. */
  private static <Answer> Answer untilAnswered(Question<Answer> question) throws IOException, InterruptedException {
    for (; ; Thread.sleep(RETRY_MS)) {
      try {
        return question.ask();
      } catch (Refusal refusal) {
        throw refusal;
      } catch (IOException error) {
        System.err.println(error);
      }
    }
  }
}
