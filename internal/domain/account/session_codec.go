package account

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
)

// SessionCodec writes a session's words as JSON. All that a session keeps is text; the codec scs brings for any type builds a
// decoder for every request, which cost more than reading the session's row.
type SessionCodec struct{}

var _ scs.Codec = SessionCodec{}

// sessionData is a session as stored.
type sessionData struct {
	Deadline time.Time         `json:"deadline"`
	Words    map[string]string `json:"words"`
}

// Encode writes a session; a value that is not text is a mistake in the program.
func (SessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	words := make(map[string]string, len(values))
	for key, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("session: %s is %T, not text", key, v)
		}
		words[key] = text
	}
	return json.Marshal(sessionData{deadline, words})
}

// Decode reads what Encode wrote.
func (SessionCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var d sessionData
	if err := json.Unmarshal(b, &d); err != nil {
		return time.Time{}, nil, fmt.Errorf("session: %w", err)
	}
	values := make(map[string]any, len(d.Words))
	for key, text := range d.Words {
		values[key] = text
	}
	return d.Deadline, values, nil
}
