// Package bench measures the whole program: real router, real PostgreSQL, invented committees. It holds tests only.
//
// Two parts: what must hold on any machine (which index a page is found by, how many statements the first page costs) runs with
// every "go test" on a small database; what is measured in time and memory carries the build tag "bench", needs minutes and
// builds the large database once. "make bench" runs it; docs/performance.md keeps the ratios it printed.
package bench
