package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
)

// ByLogin finds an account by its login, for administrators and the built-in actors. An unknown one is fault.NotFound.
func (s *Service) ByLogin(ctx context.Context, by access.Actor, login string) (User, error) {
	if err := access.Require(by.May(access.CommitteeID{}, access.ReadAllAccounts)); err != nil {
		return User{}, err
	}
	return userByLogin(ctx, s.d.DB, cleanLogin(login))
}
