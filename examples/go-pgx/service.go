// A service whose user in the database changes while it serves.
package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const query = "SELECT pg_sleep(CASE WHEN random() < 0.01 THEN 0.5 ELSE 0.03 END)"

var answered, failed atomic.Int64

func report() {
	fmt.Printf("{\"answered\":%d,\"failed\":%d}\n", answered.Load(), failed.Load())
}

func reportOften(ctx context.Context) {
	for sleep(ctx, time.Second) {
		report()
	}
}

// serve stands for what a service does, once for each of those that it serves at the same time.
func serve(ctx context.Context, database *Database) {
	for ctx.Err() == nil {
		// What it was asked, it answers, also when it is to end.
		if _, err := database.Exec(context.Background(), query); err != nil {
			failed.Add(1)
			fmt.Fprintln(os.Stderr, err)
			sleep(ctx, 100*time.Millisecond)
		} else {
			answered.Add(1)
		}
	}
}

// run serves as the user of each credential, one after the other, until it is to end.
func run(ctx context.Context, credentials iter.Seq2[Credential, error]) error {
	database, err := OpenDatabase(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var services sync.WaitGroup
	defer func() {
		stop()
		services.Wait()
		database.Close()
		report()
	}()
	serveAll := sync.OnceFunc(func() {
		// Twice as many as there are connections: some always wait for one.
		for range 8 {
			services.Go(func() { serve(ctx, database) })
		}
		services.Go(func() { reportOften(ctx) })
	})
	for credential, err := range credentials {
		if err != nil {
			return err
		}
		database.Replace(credential)
		serveAll()
	}
	return nil
}

func runWithVault(ctx context.Context) error {
	vault, err := LogIn(ctx, os.Getenv("VAULT_ROLE_ID"), os.Getenv("VAULT_SECRET_ID_FILE"))
	if err != nil {
		return err
	}
	// And with the token every lease.
	defer vault.Auth().Token().RevokeSelf("")
	return run(ctx, leasedCredentials(ctx, vault, os.Getenv("VAULT_CREDENTIAL")))
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	var err error
	if file := os.Getenv("DATABASE_CREDENTIAL_FILE"); file != "" {
		err = run(ctx, agentFile(ctx, file))
	} else {
		err = runWithVault(ctx)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
