import java.io.IOException;

/** Vault says no, and would say so again. */
final class Refusal extends IOException {
  Refusal(String message) {
    super(message);
  }
}
