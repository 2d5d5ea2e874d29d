package meeting_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

func TestDiagramIsDrawnFromTheTable(t *testing.T) {
	t.Parallel()
	golden.Equal(t, "../../../docs/states-meeting.md", meeting.Diagram())
}
