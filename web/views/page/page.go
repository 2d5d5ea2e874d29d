// Package page holds the pages that belong to no subject: errors, signing in, search, the first choice of a committee.
package page
