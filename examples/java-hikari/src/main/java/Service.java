import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A service whose user in the database changes while it serves. */
final class Service {
  private static final String QUERY = "SELECT pg_sleep(CASE WHEN random() < 0.01 THEN 0.5 ELSE 0.03 END)";

  private final Database database = new Database();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isStopping;

  /** Serves as the user of each credential, one after the other, until it is interrupted. */
  void run(Credentials credentials) throws IOException, InterruptedException {
    try {
      for (var credential = credentials.next(); ; credential = credentials.next()) {
        database.replace(credential);
        if (threads.isEmpty()) start();
      }
    } finally {
      isStopping = true;
      for (var thread : threads) thread.join();
      database.close();
      report();
    }
  }

  private void start() {
    // Twice as many as there are connections: some always wait for one.
    for (var count = 0; count < 8; count++) threads.add(new Thread(this::serve));
    threads.add(new Thread(this::reportOften));
    threads.forEach(Thread::start);
  }

  /** Stands for what a service does, once for each of those that it serves at the same time. */
  private void serve() {
    while (!isStopping) {
      try {
        database.use(connection -> connection.createStatement().execute(QUERY));
        answered.incrementAndGet();
      } catch (SQLException error) {
        failed.incrementAndGet();
        System.err.println(error.getMessage());
        pause(100);
      }
    }
  }

  private void reportOften() {
    for (; !isStopping; pause(1_000)) report();
  }

  private void report() {
    System.out.printf("{\"answered\":%d,\"failed\":%d}%n", answered.get(), failed.get());
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
  }

  private static void runWithVault() throws IOException, InterruptedException {
    var env = System.getenv();
    var vault = Vault.logIn(env.get("VAULT_ADDR"), env.get("VAULT_ROLE_ID"), Path.of(env.get("VAULT_SECRET_ID_FILE")));
    try {
      new Service().run(new LeasedCredentials(vault, env.get("VAULT_CREDENTIAL")));
    } finally {
      vault.logOut();
    }
  }

  /** On SIGTERM, has the main thread end in order. */
  private static void endInOrder(Thread main) {
    main.interrupt();
    try {
      main.join();
    } catch (InterruptedException error) {
      // It ends all the same.
    }
    Runtime.getRuntime().halt(0);
  }

  public static void main(String... args) {
    var main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(main)));
    var file = System.getenv("DATABASE_CREDENTIAL_FILE");
    try {
      if (file == null) runWithVault();
      else new Service().run(new AgentFile(Path.of(file)));
    } catch (InterruptedException stopped) {
      // As it should.
    } catch (IOException error) {
      System.err.println(error.getMessage());
      Runtime.getRuntime().halt(2);
    }
  }
}
