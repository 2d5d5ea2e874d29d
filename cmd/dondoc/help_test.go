package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

// paths lists every command as it is typed.
func paths(c *cobra.Command) [][]string {
	all := [][]string{strings.Fields(c.CommandPath())[1:]}
	for _, sub := range c.Commands() {
		all = append(all, paths(sub)...)
	}
	return all
}

func everyPath(t *testing.T) [][]string {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{texts: texts, say: texts.Printer(i18n.En)}
	return paths(p.root())
}

func TestHelpIsCompleteInBothLanguages(t *testing.T) {
	t.Parallel()
	letters := regexp.MustCompile(`[ăâđêôơưĂÂĐÊÔƠƯ\x{1EA0}-\x{1EF9}]`)
	for _, l := range i18n.Langs() {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			d := bare(t, "2020-12-14")
			var all strings.Builder
			for _, path := range everyPath(t) {
				r := d.must(append(path, "--help", "--lang", string(l))...)
				if r.err != "" {
					t.Errorf("%v: help on standard error: %s", path, r.err)
				}
				all.WriteString("$ dondoc " + strings.Join(append(path, "--help"), " ") + "\n" + r.out + "\n")
				for _, line := range strings.Split(r.out, "\n") {
					if english := l == i18n.En && !strings.Contains(line, "dondoc "); english && letters.MatchString(line) {
						t.Errorf("%v: Vietnamese in the English help: %s", path, line)
					}
				}
			}
			golden.Equal(t, "testdata/help."+string(l)+".txt", all.String())
		})
	}
}

func TestHelpIsFoundWhereverItIsLookedFor(t *testing.T) {
	t.Parallel()
	d := bare(t, "2020-12-14")
	want := d.must("export", "half-year", "--help").out
	if got := d.must("help", "export", "half-year").out; got != want {
		t.Errorf("help export half-year differs:\n%s", got)
	}
	if got := d.must("export").out; got != d.must("help", "export").out {
		t.Errorf("a group alone shows its help:\n%s", got)
	}
	if got := d.must().out; got != d.must("--help").out {
		t.Errorf("nothing at all shows the help:\n%s", got)
	}
}

func TestLanguageOfTheAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		env  []string
		want i18n.Lang
	}{
		{"a Vietnamese machine", nil, []string{"LANG=vi_VN.UTF-8"}, i18n.Vi},
		{"any other machine", nil, []string{"LANG=de_DE.UTF-8"}, i18n.En},
		{"a machine that does not say", nil, nil, i18n.En},
		{"our own variable goes before the machine's", nil, []string{"LANG=C", "DONDOC_LANG=vi"}, i18n.Vi},
		{"the flag goes before both", []string{"serve", "--lang", "en"}, []string{"LANG=vi_VN", "DONDOC_LANG=vi"}, i18n.En},
		{"the flag in one word", []string{"--lang=vi", "serve"}, nil, i18n.Vi},
		{"after -- there are no flags", []string{"deadline", "--", "--lang=vi"}, nil, i18n.En},
		{"an unknown language is told later, in the usual one", []string{"--lang", "fr"}, []string{"LANG=vi_VN"}, i18n.Vi},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := langOf(tt.args, tt.env); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestMistakesAreToldAndEndWithTwo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		vi   string
	}{
		{"an unknown command", []string{"exprot"}, "Không có lệnh “exprot”."},
		{"an unknown command of a group", []string{"export", "halfyear"}, "Không có lệnh “halfyear”."},
		{"help about nothing", []string{"help", "nothing"}, "Không có lệnh “nothing”."},
		{"an unknown flag", []string{"serve", "--port", "1"}, "Không có tham số --port."},
		{"an unknown short flag", []string{"serve", "-p"}, "Không có tham số -p."},
		{"a flag without its value", []string{"export", "half-year", "--period"}, "Tham số --period cần một giá trị."},
		{"a number that is none", []string{"token", "create", "--days", "many"}, "Tham số --days không nhận giá trị “many”."},
		{"too few words", []string{"deadline"}, "Thiếu tham số. Cách dùng: dondoc deadline \"WORDS\" --on DATE"},
		{"too many words", []string{"import", "dossier", "a", "b"}, "Thừa tham số: “b”."},
		{"no day", []string{"deadline", "x"}, "Thiếu tham số --on."},
		{"a day that does not exist", []string{"deadline", "x", "--on", "31/4/2020"}, "Tham số --on: “31/4/2020” không phải một ngày. Viết 2020-06-25 hoặc 25/6/2020."},
		{"no committee", []string{"export", "half-year", "--period", "2020-H2", "-o", "x"}, "Thiếu tham số --committee."},
		{"a period that is none", []string{"export", "half-year", "--committee", "x", "--period", "2020-3", "-o", "x"}, "“2020-3” không phải kỳ báo cáo. Viết 2020-H1, 2020-Q3, 2020-M07, 2020-9M (9 tháng), 2020 (năm) hoặc 2020-T (nhiệm kỳ bắt đầu năm 2020)."},
		{
			"a role that is none",
			[]string{"user", "create", "a.b", "--name", "A", "--role", "qcdc:boss"},
			"Vai trò “qcdc:boss” không đúng. Viết MÃ:VAI_TRÒ, vai trò là một trong: head, deputy, secretary, member, focal, observer.",
		},
		{"no password where one was promised", []string{"user", "create", "a.b", "--name", "A", "--password-stdin"}, "Đầu vào chuẩn không có mật khẩu."},
		{"a token for no time", []string{"token", "create", "--user", "a", "--name", "b", "--days", "0"}, "Tham số --days không nhận giá trị “0”."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := bare(t, "2020-12-14")
			for _, l := range []string{"vi", "en"} {
				r := d.run(append([]string{"--lang", l}, tt.args...)...)
				if r.code != exitUsage || r.out != "" || !strings.HasPrefix(r.err, "dondoc: ") || strings.Count(r.err, "\n") != 2 {
					t.Errorf("%s: %d, %q, %q", l, r.code, r.out, r.err)
				}
				if first, _, _ := strings.Cut(r.err, "\n"); l == "vi" && first != "dondoc: "+tt.vi {
					t.Errorf("%s, want %s", first, tt.vi)
				}
			}
		})
	}
}

func TestEveryWrongSettingIsToldAtOnce(t *testing.T) {
	t.Parallel()
	d := bare(t, "2020-12-14")
	d.env = append(d.env, "DONDOC_LISTEN=nowhere", "DONDOC_COLOUR=red", "DONDOC_LANG=vi")
	r := d.run("serve", "--log-format", "xml")
	if r.code != exitUsage {
		t.Errorf("exit status %d", r.code)
	}
	for _, name := range []string{"DONDOC_LISTEN:", "DONDOC_COLOUR:", "--log-format:"} {
		if !strings.Contains(r.err, "\n  "+name) {
			t.Errorf("%s is not told:\n%s", name, r.err)
		}
	}
	if r := d.run("migrate", "--lang", "fr"); r.code != exitUsage || !strings.Contains(r.err, "--lang") {
		t.Errorf("an unknown language: %d %s", r.code, r.err)
	}
}
