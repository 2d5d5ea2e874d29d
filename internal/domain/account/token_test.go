package account_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
)

func TestATokenHoldsUntilItsEndOrItsRevocation(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		token account.Token
		want  bool
	}{
		"before its end": {account.Token{ExpiresAt: now.Add(time.Second)}, true},
		"at its end":     {account.Token{ExpiresAt: now}, false},
		"after its end":  {account.Token{ExpiresAt: now.Add(-time.Hour)}, false},
		"revoked before": {account.Token{ExpiresAt: now.Add(time.Hour), RevokedAt: &now}, false},
	} {
		if got := c.token.Holds(now); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
