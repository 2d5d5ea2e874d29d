package excel

import "github.com/dondoc/dondoc/internal/domain/task"

// tint is a colour idea of the design.
type tint struct {
	ground string // pale, for cells
	ink    string // of letters on the ground
	tone   string // full, for charts
	over   string // of letters on the tone
	mark   string // tells the class on a black and white print; of the set that every Times New Roman has (WGL4)
}

// classTints are the colours of timing, the same idea as on the pages; a class is never told by colour alone.
var classTints = map[task.Timing]tint{
	task.InTime:         {"DDEBF7", "0B4F8A", "2F75B5", "FFFFFF", "○"},
	task.DueSoon:        {"FFF2CC", "7A4F00", "E0A100", "000000", "◊"},
	task.Overdue:        {"FBE0DE", "9C1111", "C62828", "FFFFFF", "▲"},
	task.NoDeadline:     {"E8ECF0", "36444F", "8795A1", "000000", "□"},
	task.Continuous:     {"E8ECF0", "36444F", "B4BEC7", "000000", "↔"},
	task.DoneInTime:     {"E0F2E1", "1B5E20", "2E7D32", "FFFFFF", "●"},
	task.DoneLate:       {"EFF0D3", "55590B", "9AA02A", "000000", "◘"},
	task.DoneNoDeadline: {"E7F1E7", "2F5233", "7FB285", "000000", "√"},
	task.TimingPaused:   {"EEEEEE", "4A4A4A", "9E9E9E", "000000", "║"},
	task.TimingCanceled: {"EEEEEE", "4A4A4A", "CFCFCF", "000000", "×"},
}

// The grounds of what is not a class.
const (
	groundHead    = "DCE6F0" // column heads
	groundSection = "EEF3F8" // section rows
	groundSum     = "F5F5F5" // sum rows
	groundOpen    = "FFFBE3" // cells to be filled in
	inkPlain      = "000000"
	inkWarn       = "9C1111"
)
