// Package factory makes the rows that tests need, with defaults, through the real services. Everything in it is invented.
package factory
