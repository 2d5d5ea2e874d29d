// Package examples holds the dossiers that come with the product: to read, to imitate, and for the demonstration.
package examples

import "embed"

// FS is the dossiers.
//
//go:embed *.yaml
var FS embed.FS

// CoTo is the review meeting of 25 June 2020 in Co To, from public facts alone.
const CoTo = "co-to-2020-06-25.yaml"
