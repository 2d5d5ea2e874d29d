package main

import (
	"errors"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// watch counts what the program itself is made of: the runtime, the process, the pool of connections.
func (h *house) watch(r *prometheus.Registry) error {
	gauge := func(name, help string, read func(*pgxpool.Stat) float64) error {
		return r.Register(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dondoc_database_" + name, Help: help},
			func() float64 { return read(h.pool.Stat()) }))
	}
	return errors.Join(
		r.Register(collectors.NewGoCollector()),
		r.Register(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})),
		gauge("connections", "Connections open.", func(s *pgxpool.Stat) float64 { return float64(s.TotalConns()) }),
		gauge("connections_in_use", "Connections that a request or job holds.", func(s *pgxpool.Stat) float64 { return float64(s.AcquiredConns()) }),
		gauge("connections_max", "Connections that may be open.", func(s *pgxpool.Stat) float64 { return float64(s.MaxConns()) }),
		gauge("waits_total", "Times somebody had to wait for a connection.", func(s *pgxpool.Stat) float64 { return float64(s.EmptyAcquireCount()) }),
		gauge("wait_seconds_total", "Time spent waiting for connections.", func(s *pgxpool.Stat) float64 { return s.EmptyAcquireWaitTime().Seconds() }),
	)
}
