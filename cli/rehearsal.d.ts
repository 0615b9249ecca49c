export * from "cdktf-vault-database-cli";
