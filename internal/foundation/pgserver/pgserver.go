// Package pgserver runs the PostgreSQL that the program brings along when no other is configured.
//
// Whoever comes first initialises and starts the server; whoever comes later joins it; the last one out stops it.
// The count is kept by the kernel, not by us: every user holds the writing end of one pipe, and a keeper (a few lines of
// shell around the postmaster) stops the server when the pipe has no writer left, however the users ended.
// docs/decisions/0002-embedded-postgresql.md tells why.
package pgserver

import (
	"log/slog"
	"time"
)

// Oldest is the first major version whose SQL this product uses.
const Oldest = 15

// Names inside the server: the role the program works as (not a superuser), its database, and the role that initialised the cluster.
const (
	appName   = "dondoc"
	superName = "postgres"
)

// Options say where the server's files lie and how it runs.
type Options struct {
	// DataDir is the program's data directory; the server takes the folder "postgres" in it.
	DataDir string
	// Fast trades safety for speed (no fsync): for tests, whose data may be lost.
	Fast bool
	// Log gets a line for each start, join, stop and surprise; nil discards them.
	Log *slog.Logger
	// Settings are further server settings, name → value; they count only for the program that starts the server.
	Settings map[string]string
	// Binaries lists directories with initdb and postgres to consider before those of the machine.
	Binaries []string
}

// Waiting times. They bound how long a person looks at a silent terminal, not how long a healthy server needs.
const (
	lockWait    = 90 * time.Second       // another program is starting or stopping the server
	ackWait     = 10 * time.Second       // the keeper answers a newcomer
	readyWait   = 60 * time.Second       // a server recovers from a crash
	stopWait    = 60 * time.Second       // the last checkpoint
	staleWait   = 10 * time.Second       // the remains of a killed server disappear
	clearWait   = 2 * time.Second        // a keeper removes the run directory
	settle      = 250 * time.Millisecond // a server that was told to stop shows it
	step        = 20 * time.Millisecond  // between two looks
	watchPeriod = time.Second            // between two looks at a server in use
)

func (o Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}
