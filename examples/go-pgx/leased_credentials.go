package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"time"

	"github.com/hashicorp/vault/api"
)

const retryAfter = time.Second

// leasedCredentials yields a credential, and well before the end of each the next.
func leasedCredentials(ctx context.Context, vault *Vault, path string) iter.Seq2[Credential, error] {
	return func(yield func(Credential, error) bool) {
		for {
			lease, err := untilAnswered(ctx, func() (*api.Secret, error) {
				return vault.Logical().ReadWithContext(ctx, path)
			})
			if err != nil {
				yield(Credential{}, err)
				return
			}
			if !yield(Credential{lease.Data["username"].(string), lease.Data["password"].(string)}, nil) {
				return
			}
			keep(ctx, vault, lease)
		}
	}
}

// keep renews a lease until a renewal gives half of its time, or none: then max_ttl is near.
func keep(ctx context.Context, vault *Vault, lease *api.Secret) {
	ttl := seconds(lease.LeaseDuration)
	for left := ttl; left > ttl/2 && sleep(ctx, min(left, vault.tokenTTL)/2); {
		left, _ = untilAnswered(ctx, func() (time.Duration, error) { return vault.Renew(ctx, lease) })
	}
}

// untilAnswered asks again while Vault can't answer: it may be starting.
func untilAnswered[Answer any](ctx context.Context, ask func() (Answer, error)) (Answer, error) {
	for {
		answer, err := ask()
		if err == nil || isRefusal(err) || ctx.Err() != nil {
			return answer, err
		}
		fmt.Fprintln(os.Stderr, err)
		sleep(ctx, retryAfter)
	}
}

// sleep returns false when it was ended.
func sleep(ctx context.Context, duration time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(duration):
		return true
	}
}
