import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;

/** The database, whose user can be replaced while queries run and wait. */
final class Database implements AutoCloseable {
  /** What is done with a connection. */
  interface Work<Result> {
    Result with(Connection connection) throws SQLException;
  }

  private volatile Credential credential;
  private volatile HikariDataSource pool;

  /**
   * From now on connections that begin are the new user's. Those that are used are closed when they are given back, and
   * nobody waits in vain.
   */
  void replace(Credential next) {
    credential = next;
    if (pool == null) pool = new HikariDataSource(configuration());
    else pool.getHikariPoolMXBean().softEvictConnections();
  }

  <Result> Result use(Work<Result> work) throws SQLException {
    try (var connection = pool.getConnection()) {
      var user = connection.getMetaData().getUserName();
      try {
        return work.with(connection);
      } finally {
        // The pool leaves one that was being opened while the user was replaced. Evicting closes it at once.
        if (!user.equals(credential.user())) pool.evictConnection(connection);
      }
    }
  }

  /** Call it when all queries have been answered. */
  @Override
  public void close() {
    if (pool != null) pool.close();
  }

  private HikariConfig configuration() {
    var env = System.getenv();
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://%s:%s/%s".formatted(env.get("PGHOST"), env.getOrDefault("PGPORT", "5432"), env.get("PGDATABASE")));
    config.addDataSourceProperty("ApplicationName", env.getOrDefault("PGAPPNAME", "java-hikari"));
    // The name is then told with the login.
    config.addDataSourceProperty("assumeMinServerVersion", "15");
    config.setMaximumPoolSize(4);
    // The agent's file may hold a user who is gone by now; the pool then waits for the next.
    config.setInitializationFailTimeout(-1);
    config.setCredentialsProvider(() -> Credentials.of(credential.user(), credential.password()));
    return config;
  }
}
