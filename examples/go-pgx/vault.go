package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/vault/api"
)

var secretIDPath = regexp.MustCompile("^auth/.+/secret-id$")

// A Vault is its HTTP API, with a token.
type Vault struct {
	*api.Client
	// How long the token lives when nobody renews it.
	tokenTTL time.Duration
}

// LogIn logs in by AppRole, with the secret ID that is in a wrapping token: it can be taken out once.
func LogIn(ctx context.Context, roleID, wrappingTokenFile string) (*Vault, error) {
	// The address comes from VAULT_ADDR.
	client, err := api.NewClient(nil)
	if err != nil {
		return nil, err
	}
	client.ClearToken()
	secretID, err := unwrap(ctx, client, wrappingTokenFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wrappingTokenFile, err)
	}
	login := map[string]any{"role_id": roleID, "secret_id": secretID}
	answer, err := client.Logical().WriteWithContext(ctx, "auth/approle/login", login)
	if err != nil {
		return nil, err
	}
	client.SetToken(answer.Auth.ClientToken)
	return &Vault{client, seconds(answer.Auth.LeaseDuration)}, nil
}

func unwrap(ctx context.Context, client *api.Client, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(text))
	wrapped, err := client.Logical().WriteWithContext(ctx, "sys/wrapping/lookup", map[string]any{"token": token})
	if isRefusal(err) {
		return "", errors.New("the wrapping token was opened already, or has expired. " +
			"If nobody was meant to have opened it, destroy the secret ID that was in it")
	}
	if err != nil {
		return "", err
	}
	// Whoever has opened it can put the secret ID into a token of their own; that one tells where it was made.
	if path, _ := wrapped.Data["creation_path"].(string); !secretIDPath.MatchString(path) {
		return "", fmt.Errorf("the wrapping token was made by %s: somebody put it there who has opened the real one", path)
	}
	answer, err := client.Logical().UnwrapWithContext(ctx, token)
	if err != nil {
		return "", err
	}
	return answer.Data["secret_id"].(string), nil
}

// isRefusal tells whether Vault says no, and would say so again.
func isRefusal(err error) bool {
	var answer *api.ResponseError
	return errors.As(err, &answer) && answer.StatusCode < 500 && answer.StatusCode != http.StatusTooManyRequests
}

// Renew renews the token, and a lease, which would end with it. It returns how long the lease lives from now on.
func (vault *Vault) Renew(ctx context.Context, lease *api.Secret) (time.Duration, error) {
	if _, err := vault.Auth().Token().RenewSelfWithContext(ctx, 0); err != nil {
		return 0, err
	}
	renewed, err := vault.Sys().RenewWithContext(ctx, lease.LeaseID, lease.LeaseDuration)
	if err != nil {
		return 0, err
	}
	return seconds(renewed.LeaseDuration), nil
}

func seconds(count int) time.Duration {
	return time.Duration(count) * time.Second
}
