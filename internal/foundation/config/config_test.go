package config

import (
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

func load(t *testing.T, args []string, environ ...string) (Config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	Bind(flags, func(key string) string { return key })
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return Load(flags, environ)
}

func TestLoad(t *testing.T) {
	t.Parallel()
	defaults := Config{DataDir: "./var", Listen: "127.0.0.1:8080", LogFormat: "text"}
	with := func(change func(*Config)) Config { c := defaults; change(&c); return c }
	for _, tt := range []struct {
		name    string
		args    []string
		environ []string
		want    Config
	}{
		{"nothing chosen", nil, nil, defaults},
		{"other programs' variables are not ours to judge", nil, []string{"HOME=/home/a", "DONDOCX=1"}, defaults},
		{"the environment beats the default", nil, []string{"DONDOC_LISTEN=:9000"}, with(func(c *Config) { c.Listen = ":9000" })},
		{"a flag beats the environment", []string{"--listen", "[::1]:1"}, []string{"DONDOC_LISTEN=:9000"}, with(func(c *Config) { c.Listen = "[::1]:1" })},
		{"an empty variable is none", nil, []string{"DONDOC_DATA_DIR=", "DONDOC_LOG_FORMAT="}, defaults},
		{"an empty flag overrides", []string{"--database-url="}, []string{"DONDOC_DATABASE_URL=postgres://a/b"}, defaults},
		{"spaces around a value are not part of it", nil, []string{"DONDOC_LOG_FORMAT= json "}, with(func(c *Config) { c.LogFormat = "json" })},
		{"a slash at the end of the base goes", nil, []string{"DONDOC_BASE_URL=https://a.vn/"}, with(func(c *Config) { c.BaseURL = "https://a.vn" })},
		{"the last of a name counts", nil, []string{"DONDOC_DATA_DIR=a", "DONDOC_DATA_DIR=b"}, with(func(c *Config) { c.DataDir = "b" })},
		{"object store", nil, []string{"DONDOC_BLOB_URL=s3://kho?region=vn-1"}, with(func(c *Config) { c.BlobURL = "s3://kho?region=vn-1" })},
		{"mail", nil, []string{"DONDOC_MAIL_URL=smtp://u:p@mail:25?from=a@b.vn"}, with(func(c *Config) { c.MailURL = "smtp://u:p@mail:25?from=a@b.vn" })},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, tt.args, tt.environ...)
			if err != nil || got != tt.want {
				t.Errorf("%+v (%v), want %+v", got, err, tt.want)
			}
		})
	}
}

func TestEveryMistakeIsTold(t *testing.T) {
	t.Parallel()
	_, err := load(t, []string{"--log-format", "xml", "--data-dir", " "},
		"DONDOC_LISTEN=8080", "DONDOC_BASE_URL=a.vn", "DONDOC_DATABASE_URL=mysql://a/b", "DONDOC_MAIL_URL=smtp://mail",
		"DONDOC_LISTENS=x", "DONDOC_COLOUR=blue", "DONDOC_LOG_FORMAT=json")
	if fault.KindOf(err) != fault.Invalid {
		t.Fatalf("mistakes: %v", err)
	}
	got := map[string]string{}
	for name, m := range fault.Fields(err) {
		got[name] = m.Key
	}
	want := map[string]string{
		"--log-format": "config.log_format", "--data-dir": "config.data_dir", "DONDOC_LISTEN": "config.listen",
		"DONDOC_BASE_URL": "config.base_url", "DONDOC_DATABASE_URL": "config.database_url", "DONDOC_MAIL_URL": "config.mail_from",
		"DONDOC_LISTENS": "config.unknown_near", "DONDOC_COLOUR": "config.unknown",
	}
	if !maps.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
}

func TestValuesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, values := range map[string][]string{
		"DONDOC_LISTEN":       {"localhost", "127.0.0.1:http", "127.0.0.1:70000", "127.0.0.1:-1", "http://a:80", "::1:80"},
		"DONDOC_BASE_URL":     {"ftp://a.vn", "https://", "https://a.vn/x", "https://a.vn?x=1", "https://u:p@a.vn", "https://a.vn#x", "https://%zz"},
		"DONDOC_DATABASE_URL": {"localhost:5432", "postgres://a", "postgres://a/", "host=a dbname=b", "postgres://%zz/b"},
		"DONDOC_BLOB_URL": {
			"kho", "s3://?region=x", "s3://kho", "https://kho?region=x", "s3://key:secret@kho?region=x", "s3://kho?region=x&endpoint=may", "s3://%zz",
		},
		"DONDOC_MAIL_URL":   {"mail:25", "http://mail?from=a@b.vn", "smtp://?from=a@b.vn", "smtp://mail:25?from=nobody", "smtp://%zz"},
		"DONDOC_LOG_FORMAT": {"TEXT", "xml"},
	} {
		for _, v := range values {
			if c, err := load(t, nil, name+"="+v); fault.Fields(err)[name].Key == "" {
				t.Errorf("%s=%s was taken: %+v (%v)", name, v, c, err)
			}
		}
	}
}

func TestNearestName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"DONDOC_LISTN": "DONDOC_LISTEN", "DONDOC_DATABASEURL": "DONDOC_DATABASE_URL", "DONDOC_DATADIR": "DONDOC_DATA_DIR",
		"DONDOC_BASEURL": "DONDOC_BASE_URL", "DONDOC_LOGFORMAT": "DONDOC_LOG_FORMAT", "DONDOC_X": "",
	} {
		_, err := load(t, nil, name+"=x")
		m := fault.Fields(err)[name]
		if (want == "") != (m.Key == "config.unknown") || want != "" && (len(m.Args) != 1 || m.Args[0] != want) {
			t.Errorf("%s: %s %v, want %q", name, m.Key, m.Args, want)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "adc", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 2}} {
		if got, back := distance(tt.a, tt.b), distance(tt.b, tt.a); got != tt.want || back != tt.want {
			t.Errorf("%q to %q: %d and back %d, want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]bool{
		"127.0.0.1:8080": true, "127.9.9.9:1": true, "[::1]:8080": true, "localhost:80": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:80": false, "192.168.1.2:80": false, "example.vn:80": false, "": false,
	} {
		if got := (Config{Listen: listen}).Loopback(); got != want {
			t.Errorf("%q: loopback %t", listen, got)
		}
	}
}

func TestBase(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, base, listening, want string
	}{
		{"chosen", "https://a.vn", "127.0.0.1:8080", "https://a.vn"},
		{"made of the address the server got", "", "127.0.0.1:39001", "http://127.0.0.1:39001"},
		{"every address is named as this machine", "", "[::]:8080", "http://localhost:8080"},
		{"no host", "", ":8080", "http://localhost:8080"},
		{"IPv6", "", "[::1]:8080", "http://[::1]:8080"},
	} {
		if got := (Config{BaseURL: tt.base}).Base(tt.listening); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLogHidesPasswords(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	c := Config{DatabaseURL: "postgres://u:secret1@h/d?password=secret2", MailURL: "smtp://u:secret3@mail?from=a@b.vn"}
	slog.New(slog.NewTextHandler(&b, nil)).Info("start", slog.Any("config", c))
	if strings.Contains(b.String(), "secret") || !strings.Contains(b.String(), "@h/d") || !strings.Contains(b.String(), "@mail") {
		t.Errorf("logged: %s", b.String())
	}
}

// TestEverySettingIsDocumented writes docs/config.md from the settings themselves.
func TestEverySettingIsDocumented(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# Configuration\n\nA flag beats the environment, the environment beats the default. All mistakes are reported at once; an unknown\n" +
		"`DONDOC_` variable is a mistake. This page is made from the settings themselves (`make golden`).\n" +
		"`DONDOC_LANG` (`vi` or `en`), the language of the command line, is each person's own and no setting of the installation.\n\n" +
		"| environment | flag | default | meaning |\n|---|---|---|---|\n")
	for _, s := range Settings() {
		def := "none"
		if s.Default != "" {
			def = "`" + s.Default + "`"
		}
		_, _ = fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", s.Env, s.Flag, def, s.Doc)
	}
	golden.Equal(t, "../../../docs/config.md", b.String())
}

func TestSettingsAreDistinct(t *testing.T) {
	t.Parallel()
	seen := []string{}
	for _, s := range Settings() {
		want := prefix + strings.ToUpper(strings.ReplaceAll(s.Flag, "-", "_"))
		if s.Env != want || slices.Contains(seen, s.Env) || s.Help == "" || s.Doc == "" {
			t.Errorf("%+v: want the variable %s, once, with help", s.Env, want)
		}
		seen = append(seen, s.Env)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("127.0.0.1:8080", "https://a.vn", "postgres://u:p@h/d", "smtp://m?from=a@b.vn")
	f.Add(":0", "", "", "")
	f.Fuzz(func(t *testing.T, listen, base, db, mail string) {
		c, err := load(t, nil, "DONDOC_LISTEN="+listen, "DONDOC_BASE_URL="+base, "DONDOC_DATABASE_URL="+db, "DONDOC_MAIL_URL="+mail)
		if err == nil && (c.Base(c.Listen) == "" || strings.HasSuffix(c.BaseURL, "/")) {
			t.Errorf("%+v has the base %q", c, c.Base(c.Listen))
		}
	})
}
