// Package config reads how this installation runs: flags and environment into one struct, with every mistake reported at once.
// A flag beats the environment, the environment beats the default. Nothing here is global: cmd reads it and hands out parts.
package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
)

// Config is how this installation runs. Each field is one setting of Settings.
type Config struct {
	// DatabaseURL is a PostgreSQL connection string; empty: the program runs its own server.
	DatabaseURL string
	// DataDir holds attachments, keys and, when there is no DatabaseURL, the program's own PostgreSQL.
	DataDir string
	// BlobURL is the bucket of an object store that holds attachments; empty: a folder in DataDir.
	BlobURL string
	// Listen is host:port; an empty host means every address of the machine, port 0 any free one.
	Listen string
	// BaseURL is how people reach the pages, without a slash at the end; links in mails begin with it. Empty: made of Listen.
	BaseURL string
	// LogFormat is "text" or "json".
	LogFormat string
	// MailURL is the mail server: smtp://user:password@host:port?from=address; empty: no mail is sent.
	MailURL string
}

// Embedded reports whether the program runs its own PostgreSQL.
func (c Config) Embedded() bool { return c.DatabaseURL == "" }

// Loopback reports whether only this machine can reach the pages: accounts with known passwords may sign in only then.
func (c Config) Loopback() bool {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// Base is how people reach the pages. listening is the address the server got, which tells the port where Listen leaves it open.
func (c Config) Base(listening string) string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	host, port, err := net.SplitHostPort(listening)
	if err != nil {
		return "http://" + listening
	}
	if addr, err := netip.ParseAddr(host); host == "" || err == nil && addr.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Attachments is the folder where attachment bytes lie when there is no BlobURL.
func (c Config) Attachments() string { return filepath.Join(c.DataDir, "attachments") }

// LogValue is the configuration without passwords, for the first line of the log.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("database", hidePassword(c.DatabaseURL)), slog.String("data", c.DataDir), slog.String("blobs", hidePassword(c.BlobURL)), slog.String("listen", c.Listen),
		slog.String("base", c.BaseURL), slog.String("log", c.LogFormat), slog.String("mail", hidePassword(c.MailURL)))
}

// hidePassword keeps the address and drops what must not be read over somebody's shoulder.
func hidePassword(raw string) string {
	if raw == "" {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" && u.Scheme == "" {
		return "…"
	}
	q := u.Query()
	if q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}
