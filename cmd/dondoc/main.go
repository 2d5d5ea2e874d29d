// Command dondoc is the whole product in one binary: the server, its workers, and the tools of whoever runs it.
// One file per subcommand; nothing is decided here.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// surroundings is what the program is given by whoever starts it; tests bring their own.
type surroundings struct {
	in       io.Reader
	out, err io.Writer
	env      []string // "NAME=value"
	clock    calendar.Clock
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], surroundings{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ(), clock: time.Now}))
}
