package account_test

import (
	"maps"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
)

func TestASessionIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	words := map[string]any{account.SessionUser: "u", "flash": "Đã lưu \"nhiệm vụ\" <14>"}
	b, err := account.SessionCodec{}.Encode(ends, words)
	if err != nil {
		t.Fatal(err)
	}
	until, read, err := account.SessionCodec{}.Decode(b)
	if err != nil || !until.Equal(ends) || !maps.Equal(read, words) {
		t.Errorf("read %v until %v, %v", read, until, err)
	}
	if _, err := (account.SessionCodec{}).Encode(ends, map[string]any{"n": 3}); err == nil {
		t.Error("a value that is no text was written")
	}
	if _, _, err := (account.SessionCodec{}).Decode([]byte{0xff, 0x01}); err == nil {
		t.Error("bytes that are no session were read")
	}
}
