package config

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// prefix begins the names of all our environment variables.
const prefix = "DONDOC_"

// Setting is one thing that can be chosen, as help and docs/config.md tell it.
type Setting struct {
	Env     string // DONDOC_LISTEN
	Flag    string // listen, without the dashes
	Default string
	Help    string // message key of the flag's help
	Doc     string // for docs/config.md

	check func(string) *fault.Message
	set   func(*Config, string)
}

// Settings lists everything that can be chosen, in the order help tells it.
func Settings() []Setting {
	return []Setting{
		{
			Env: prefix + "DATABASE_URL", Flag: "database-url", Help: "config.help.database_url", check: checkDatabaseURL,
			Doc: "Connection string of a PostgreSQL (15 or newer), `postgres://user:password@host:5432/dondoc`. Empty: the program runs its own in the data directory.",
			set: func(c *Config, v string) { c.DatabaseURL = v },
		},
		{
			Env: prefix + "DATA_DIR", Flag: "data-dir", Default: "./var", Help: "config.help.data_dir", check: checkDataDir,
			Doc: "Where the program keeps what is not in a database of yours: its own PostgreSQL and attachments. Back it up.",
			set: func(c *Config, v string) { c.DataDir = v },
		},
		{
			Env: prefix + "BLOB_URL", Flag: "blob-url", Help: "config.help.blob_url", check: checkBlobURL,
			Doc: "Bucket of an S3-compatible object store for attachments, `s3://bucket?region=vn-1&endpoint=https://s3.example.gov.vn&prefix=dondoc/`; `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` " +
				"say who may write there. Empty: the folder `attachments` of the data directory. Files are not moved when this changes.",
			set: func(c *Config, v string) { c.BlobURL = v },
		},
		{
			Env: prefix + "LISTEN", Flag: "listen", Default: "127.0.0.1:8080", Help: "config.help.listen", check: checkListen,
			Doc: "Address and port of the pages. With `0.0.0.0:8080` other machines reach them; put a server with TLS in front. Demo accounts can sign in only on a loopback address.",
			set: func(c *Config, v string) { c.Listen = v },
		},
		{
			Env: prefix + "BASE_URL", Flag: "base-url", Help: "config.help.base_url", check: checkBaseURL,
			Doc: "How people reach the pages, `https://dondoc.example.gov.vn`; links in mails and documents begin with it. Empty: made of the listening address.",
			set: func(c *Config, v string) { c.BaseURL = strings.TrimRight(v, "/") },
		},
		{
			Env: prefix + "LOG_FORMAT", Flag: "log-format", Default: "text", Help: "config.help.log_format", check: checkLogFormat,
			Doc: "`text` for people, `json` for machines.",
			set: func(c *Config, v string) { c.LogFormat = v },
		},
		{
			Env: prefix + "MAIL_URL", Flag: "mail-url", Help: "config.help.mail_url", check: checkMailURL,
			Doc: "Mail server, `smtp://user:password@host:587?from=dondoc@example.gov.vn` or `smtps://…:465?from=…`. Empty: no mail is sent.",
			set: func(c *Config, v string) { c.MailURL = v },
		},
	}
}

// Bind defines a flag for every setting. say turns the message key of its help into words.
func Bind(flags *pflag.FlagSet, say func(key string) string) {
	for _, s := range Settings() {
		flags.String(s.Flag, s.Default, say(s.Help))
	}
}

// Load reads the settings from the flags that were given and from the environment ("NAME=value" lines, as os.Environ gives them).
// All mistakes come in one fault of kind Invalid whose fields are named as the person wrote them: --listen or DONDOC_LISTEN.
func Load(flags *pflag.FlagSet, environ []string) (Config, error) {
	var c Config
	wrong := map[string]fault.Message{}
	env, known := ours(environ), []string(nil)
	for _, s := range Settings() {
		known = append(known, s.Env)
		value, from := s.Default, s.Env
		if v, ok := env[s.Env]; ok && v != "" {
			value = v
		}
		if f := flags.Lookup(s.Flag); f != nil && f.Changed {
			value, from = f.Value.String(), "--"+s.Flag
		}
		value = strings.TrimSpace(value)
		if m := s.check(value); m != nil {
			wrong[from] = *m
			continue
		}
		s.set(&c, value)
	}
	for name := range env {
		if !slices.Contains(known, name) {
			wrong[name] = unknown(name, known)
		}
	}
	if len(wrong) > 0 {
		return Config{}, &fault.Fault{Kind: fault.Invalid, Key: "config.invalid", Fields: wrong}
	}
	return c, nil
}

// ours picks the variables that begin with our prefix; the last of a name counts, as everywhere.
func ours(environ []string) map[string]string {
	env := map[string]string{}
	for _, line := range environ {
		if name, value, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, prefix) {
			env[name] = value
		}
	}
	return env
}

// unknown says that a variable means nothing, and which one was probably meant.
func unknown(name string, known []string) fault.Message {
	best, least := "", len(name)/3
	for _, k := range known {
		if d := distance(name, k); d <= least {
			best, least = k, d-1
		}
	}
	if best == "" {
		return fault.Message{Key: "config.unknown", Args: []any{strings.Join(known, ", ")}}
	}
	return fault.Message{Key: "config.unknown_near", Args: []any{best}}
}

// distance is how many letters must be changed, added or taken away to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
