// Package e2e walks the whole product as people meet it: real services on a real database behind the real door, seen by a
// browser or by a visitor that fills in the pages' own forms. It holds tests only.
package e2e
