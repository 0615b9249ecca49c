package main

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A Credential is a user of the database.
type Credential struct {
	User     string `json:"user"`
	Password string `json:"password"`
}

// A Database is one whose user can be replaced while queries run and wait.
type Database struct {
	*pgxpool.Pool
	credential atomic.Pointer[Credential]
}

// OpenDatabase opens the one that PGHOST, PGPORT and PGDATABASE name.
func OpenDatabase(ctx context.Context) (*Database, error) {
	config, err := pgxpool.ParseConfig("pool_max_conns=4")
	if err != nil {
		return nil, err
	}
	database := &Database{}
	config.BeforeConnect = database.setUser
	database.Pool, err = pgxpool.NewWithConfig(ctx, config)
	return database, err
}

func (database *Database) setUser(_ context.Context, connection *pgx.ConnConfig) error {
	credential := database.credential.Load()
	if credential == nil {
		return errors.New("there is no credential yet")
	}
	connection.User, connection.Password = credential.User, credential.Password
	return nil
}

// Replace has each connection that begins from now on be the new user's. Those of before, and those that are being
// opened, are closed when nobody uses them any more.
func (database *Database) Replace(credential Credential) {
	database.credential.Store(&credential)
	database.Reset()
}
