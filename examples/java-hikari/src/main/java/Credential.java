/** A user of the database. */
record Credential(String user, String password) {}
