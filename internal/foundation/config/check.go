package config

import (
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func message(key string, args ...any) *fault.Message { return &fault.Message{Key: key, Args: args} }

// checkDatabaseURL takes an address; whether anybody answers there is found out by connecting.
func checkDatabaseURL(v string) *fault.Message {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || !slices.Contains([]string{"postgres", "postgresql"}, u.Scheme) || strings.Trim(u.Path, "/") == "" {
		return message("config.database_url")
	}
	return nil
}

func checkDataDir(v string) *fault.Message {
	if v == "" || strings.ContainsRune(v, 0) {
		return message("config.data_dir")
	}
	return nil
}

// checkBlobURL takes an address; whether a bucket answers there is found out by opening it. Keys have no place in it: it is logged.
func checkBlobURL(v string) *fault.Message {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "s3" || u.Hostname() == "" || u.User != nil || u.Query().Get("region") == "" {
		return message("config.blob_url")
	}
	if e := u.Query().Get("endpoint"); e != "" && checkBaseURL(e) != nil {
		return message("config.blob_url")
	}
	return nil
}

func checkListen(v string) *fault.Message {
	host, port, err := net.SplitHostPort(v)
	if err != nil {
		return message("config.listen")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return message("config.port", port)
	}
	if strings.ContainsAny(host, " /") {
		return message("config.listen")
	}
	return nil
}

func checkBaseURL(v string) *fault.Message {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" ||
		u.RawQuery != "" || u.Fragment != "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return message("config.base_url")
	}
	return nil
}

func checkLogFormat(v string) *fault.Message {
	if v != "text" && v != "json" {
		return message("config.log_format")
	}
	return nil
}

func checkMailURL(v string) *fault.Message {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Hostname() == "" {
		return message("config.mail_url")
	}
	if _, err := mail.ParseAddress(u.Query().Get("from")); err != nil {
		return message("config.mail_from")
	}
	return nil
}
