package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"time"
)

const pollEvery = 200 * time.Millisecond

// agentFile yields the credential in the JSON file that the agent writes, and each that it writes later.
func agentFile(ctx context.Context, path string) iter.Seq2[Credential, error] {
	return func(yield func(Credential, error) bool) {
		for known := []byte(nil); ctx.Err() == nil; sleep(ctx, pollEvery) {
			text, err := os.ReadFile(path)
			// The service may start before the agent has.
			if errors.Is(err, fs.ErrNotExist) || err == nil && bytes.Equal(text, known) {
				continue
			}
			var credential Credential
			if err == nil {
				err = json.Unmarshal(text, &credential)
			}
			if !yield(credential, err) {
				return
			}
			known = text
		}
	}
}
