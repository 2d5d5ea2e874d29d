package ui_test

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// in puts components one after the other into the frame.
func in(b ui.Base, parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return ui.Layout(b).Render(templ.WithChildren(ctx, templ.Join(parts...)), w) //nolint:contextcheck // components take the context in Render
	})
}

// with gives a component its children.
func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func address(ctx context.Context) string {
	s, _ := ctx.Value(addressKey{}).(string)
	return s
}

func listPage(b ui.Base) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if strings.Contains(address(ctx), "lop=overdue") {
			b.Titles = []string{"Quá hạn (5)", b.P.T("nav.tasks")}
		}
		l := sampleList(b.P, address(ctx), 22, 133)
		return in(b, ui.PageHeadOf(ui.PageHead{Title: b.P.T("nav.tasks"), Sub: b.Committee.Name}), ui.ListOf(l)).Render(ctx, w) //nolint:contextcheck // components take the context in Render
	})
}

func emptyPage(b ui.Base) templ.Component {
	return in(b, ui.PageHeadOf(ui.PageHead{Title: b.P.T("nav.tasks")}), ui.ListOf(sampleList(b.P, "/c/mau/nhiem-vu", 0, 0)))
}

func dashboardPage(b ui.Base) templ.Component {
	b.Flash = &ui.Flash{Text: "Đã đồng ý gia hạn nhiệm vụ 14 đến 31/12/2026.", UndoURL: "/c/mau/hoan-tac/1"}
	b.AsOf = ui.AsOf{Date: "14/12/2025", Past: true, TodayURL: "/c/mau", Known: true}
	b.Demo = true
	side := ui.SectionOf("dang-lo", "Đáng lo")
	terms := ui.Terms([]ui.Term{{Name: "UBND xã Mẫu Một", Text: "2 quá hạn", URL: "/c/mau/don-vi/1", Sub: "lâu nhất 31 ngày"}, {Name: "Nêu lại", Text: b.P.T("shortcoming.times", 3)}})
	return in(b,
		ui.PageHeadOf(ui.PageHead{Title: b.P.T("nav.dashboard"), Sub: b.Committee.Name, Actions: []ui.Link{{Text: b.P.T("action.excel"), URL: "#", Icon: ui.IconPrint}}}),
		ui.Figures("Năm con số", sampleFigures(b.P)),
		with(ui.Columns(with(side, terms)), with(ui.SectionOf("can-lam", b.P.T("nav.todo")), ui.TableOf(sampleTable(b.P)))),
		ui.ChartOf(sampleChart(b.P)))
}

func formPage(b ui.Base) templ.Component {
	p := b.P
	text := ui.Field{Name: "text", Label: p.T("column.text"), Required: true, Hint: "Viết như đã nói, không sửa lời.", Error: p.T("validate.required")}
	due := ui.Field{Name: "due", Label: p.T("task.col.due"), Value: "31/2/2026", Hint: p.T("form.date_hint"), Error: p.T("validate.realdate")}
	units := ui.Multi{P: p, Field: ui.Field{Name: "units", Label: p.T("excel.tasks.col.coordinating"), Hint: "Chọn các đơn vị cùng làm."}}
	for _, n := range []string{"Phòng Nội vụ", "Phòng Tài chính", "Phòng Văn hóa", "UBND xã Mẫu Một", "UBND xã Mẫu Hai", "UBND xã Thanh Mẫu", "UBMTTQ huyện", "Hội Nông dân", "Đoàn Thanh niên", "Công an huyện"} {
		units.Options = append(units.Options, ui.Option{Value: n, Label: n})
	}
	units.Options = ui.Choices(units.Options, "UBND xã Thanh Mẫu")
	f := ui.Form{
		P: p, ID: "moi", Action: "/c/mau/nhiem-vu", Version: 3, RowID: "0190c2a0-0000-7000-8000-000000000001",
		Errors: ui.NewErrors(map[string]string{"text": text.Error, "due": due.Error, "other": p.T("validate.other")}, text, due),
	}
	lead := ui.Select{Field: ui.Field{Name: "lead", Label: p.T("task.col.lead")}, Empty: p.T("form.choose"), Options: []ui.Option{{Value: "1", Label: "UBND xã Mẫu Một"}, {Value: "2", Label: "UBND xã Mẫu Hai", Selected: true}}}
	kind := ui.Radios{Field: ui.Field{Name: "wording", Label: p.T("column.kind")}, Options: []ui.Option{{Value: "verbatim", Label: p.T("task.wording.verbatim"), Selected: true, Hint: "có biên bản"}, {Value: "reported", Label: p.T("task.wording.reported")}}}
	return in(b, ui.PageHeadOf(ui.PageHead{Title: "Ghi nhiệm vụ mới", Chip: p.T("meeting.state.draft")}), with(ui.FormOf(f),
		ui.Textarea(text, 3),
		with(ui.FieldRow(), ui.Date(due), ui.SelectOf(lead), ui.Text(ui.Field{Name: "product", Label: "Sản phẩm", Value: "Báo cáo", Short: true})),
		with(ui.Fieldset("Đơn vị và nguồn"), ui.MultiOf(units), ui.RadiosOf(kind)),
		ui.CheckOf(ui.Check{Field: ui.Field{Name: "evidence", Label: "Cần minh chứng khi báo cáo"}, Checked: true}),
		ui.File(ui.Field{Name: "file", Label: "Tệp đính kèm", Hint: p.T("task.file_hint", "20 MB")}, ".pdf,.docx", true),
		ui.Hidden("x", "y"),
		ui.Buttons(p.T("action.save"), ui.Link{Text: p.T("action.cancel"), URL: "/c/mau/nhiem-vu"})),
		ui.PostButton("/c/mau/nhiem-vu/1/rut", p.T("action.withdraw"), ui.IconBan, true))
}

func failurePage(b ui.Base) templ.Component {
	return in(b, ui.FailureOf(b.P, ui.Failure{Status: 404, Title: b.P.T("error.title.404"), Text: b.P.T("not_found"), RequestID: "r-1", BackURL: "/c/mau", HomeURL: "/"}))
}

func plainPage(b ui.Base) templ.Component {
	p := b.P
	b.Titles, b.Committee = []string{p.T("frame.sign_in")}, ui.Committee{}
	f := ui.Form{P: p, Action: ui.SignInURL, Failure: p.T("too_many")}
	return with(ui.Plain(b), with(ui.FormOf(f),
		ui.Text(ui.Field{Name: "login", Label: "Tên đăng nhập", Autocomplete: "username", Required: true}),
		ui.Text(ui.Field{Name: "password", Label: "Mật khẩu", Type: "password", Autocomplete: "current-password", Required: true}),
		ui.Buttons(p.T("frame.sign_in"), ui.Link{})))
}

// samplePages are all pages that show the components.
func samplePages() map[string]func(ui.Base) templ.Component {
	return map[string]func(ui.Base) templ.Component{
		"/c/mau/nhiem-vu":    listPage,
		"/c/mau/trong":       emptyPage,
		"/c/mau":             dashboardPage,
		"/c/mau/nhiem-vu/ma": formPage,
		"/c/mau/loi":         failurePage,
		"/dang-nhap":         plainPage,
	}
}
