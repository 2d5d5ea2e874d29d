package intake

import (
	"github.com/dondoc/dondoc/internal/domain/task"
)

// fate is one way a task's life may go. Together the fates make every move and every class.
type fate struct {
	name  string
	dated bool // its deadline words name a date; else words are what is said of time
	lead  bool // has a lead from the start
	live  func(*life)
	words string
}

// fates are lived in turn, so that every half-year sees all of them.
var fates = []fate{
	{"done in time", true, true, func(l *life) {
		l.accepted()
		l.started()
		l.progress(l.middle())
		l.reported(l.due.AddDays(-4))
		l.confirmed(l.due.AddDays(-2), l.due.AddDays(-5))
	}, ""},
	{"done in time, quickly", true, true, func(l *life) {
		l.reported(l.given.AddDays(12))
		l.confirmed(l.given.AddDays(15), l.given.AddDays(11))
	}, ""},
	{"done late", true, true, func(l *life) {
		l.accepted()
		l.started()
		l.reported(l.due.AddDays(9))
		l.confirmed(l.due.AddDays(12), l.due.AddDays(8))
	}, ""},
	{"silent after accepting", true, true, func(l *life) { l.accepted() }, ""},
	{"waiting for confirmation", true, true, func(l *life) {
		l.accepted()
		l.started()
		l.reported(l.middle())
	}, ""},
	{"sent back", true, true, func(l *life) {
		l.started()
		l.reported(l.middle())
		l.on(l.middle().AddDays(3), task.EvSentBack, l.says("Chưa có biên bản kèm theo, đề nghị bổ sung."))
	}, ""},
	{"sent back, then done", true, true, func(l *life) {
		l.started()
		l.reported(l.middle())
		l.on(l.middle().AddDays(3), task.EvSentBack, l.says("Số liệu chưa khớp với sổ theo dõi."))
		l.reported(l.due.AddDays(-2))
		l.confirmed(l.due.AddDays(1), l.due.AddDays(-3))
	}, ""},
	{"paused", true, true, func(l *life) {
		l.accepted()
		l.on(l.middle(), task.EvPaused, l.says("Chờ quy hoạch được điều chỉnh."))
	}, ""},
	{"paused, resumed, done", true, true, func(l *life) {
		l.started()
		l.on(l.middle(), task.EvPaused, l.because)
		l.on(l.middle().AddDays(10), task.EvResumed)
		l.reported(l.due.AddDays(5))
		l.confirmed(l.due.AddDays(8), l.due.AddDays(4))
	}, ""},
	{"cancelled", true, true, func(l *life) {
		l.accepted()
		l.on(l.middle(), task.EvCancelled, l.says("Nội dung đã được giao trong kế hoạch khác."))
	}, ""},
	{"returned and given to another", true, true, func(l *life) {
		l.on(l.given.AddDays(3), task.EvReturned, l.says("Không thuộc chức năng của đơn vị."))
		l.assigned(l.given.AddDays(6))
		l.started()
		l.reported(l.due.AddDays(-1))
		l.confirmed(l.due.AddDays(2), l.due.AddDays(-2))
	}, ""},
	{"returned", true, true, func(l *life) {
		l.on(l.given.AddDays(4), task.EvReturned, l.says("Đề nghị giao cơ quan chuyên môn."))
	}, ""},
	{"extended in time", true, true, func(l *life) {
		l.started()
		l.asks(l.due.AddDays(-7), l.due.AddDays(30))
		l.grants(l.due.AddDays(-7), l.due.AddDays(-3), l.due.AddDays(30))
		l.reported(l.due.AddDays(22))
		l.confirmed(l.due.AddDays(25), l.due.AddDays(21))
	}, ""},
	{"extended too late", true, true, func(l *life) {
		l.started()
		l.asks(l.due.AddDays(4), l.due.AddDays(40))
		l.grants(l.due.AddDays(4), l.due.AddDays(8), l.due.AddDays(40))
		l.progress(l.due.AddDays(15))
	}, ""},
	{"extension refused", true, true, func(l *life) {
		l.started()
		l.asks(l.due.AddDays(-5), l.due.AddDays(60))
		l.on(l.due.AddDays(-2), task.EvExtensionRefused, l.says("Thời hạn do cấp trên ấn định, không lùi được."))
	}, ""},
	{"no lead yet", false, false, func(l *life) {
		l.on(l.given.AddDays(10), task.EvDirective, l.says("Thư ký đề xuất đơn vị chủ trì."))
	}, ""},
	{"goes on all the time", false, true, func(l *life) {
		l.accepted()
		l.started()
		l.progress(l.given.AddDays(30))
		l.progress(l.given.AddDays(75))
	}, "thường xuyên"},
	{"waits for an event", false, true, func(l *life) {
		l.accepted()
		l.enters(l.given.AddDays(60), "Ban hành hướng dẫn của cấp trên", l.given.AddDays(75))
	}, "sau khi có hướng dẫn của cấp trên"},
	{"confirmed and reopened", true, true, func(l *life) {
		l.started()
		l.reported(l.middle())
		l.confirmed(l.middle().AddDays(2), l.middle().AddDays(-1))
		l.on(l.middle().AddDays(20), task.EvReopened, l.says("Kiểm tra thực tế thấy chưa xong."))
	}, ""},
	{"written down afterwards", true, true, func(l *life) {
		l.started()
		done := l.due.AddDays(-3)
		l.recorded(done.AddDays(1), done.AddDays(28), task.EvReported, l.words, func(e *task.Event) { e.CompletedOn = done })
		l.recorded(done.AddDays(4), done.AddDays(29), task.EvConfirmed, func(e *task.Event) { e.CompletedOn = done })
	}, ""},
	{"done without a deadline", false, true, func(l *life) {
		l.started()
		l.reported(l.given.AddDays(60))
		l.confirmed(l.given.AddDays(63), l.given.AddDays(59))
	}, "khẩn trương"},
	{"discussed", true, true, func(l *life) {
		l.accepted()
		l.on(l.given.AddDays(9), task.EvComment, l.says("Đề nghị các thôn gửi danh sách trước ngày 20."))
		l.on(l.given.AddDays(10), task.EvDirective, l.says("Tập trung làm xong trước mùa mưa bão."))
		l.started()
		l.reported(l.due.AddDays(-3))
		l.confirmed(l.due, l.due.AddDays(-4))
	}, ""},
	{"under way, more time asked for", true, true, func(l *life) {
		l.accepted()
		l.started()
		l.progress(l.middle())
		l.asks(l.middle().AddDays(1), l.due.AddDays(30))
	}, ""},
	{"done in time, on the last day", true, true, func(l *life) {
		l.started()
		l.reported(l.due.AddDays(1))
		l.confirmed(l.due.AddDays(3), l.due)
	}, ""},
}
