// Package starter holds the casebook that comes with the program: publicly
// reported cases, every fact with its sources. It is what `vigil demo` shows
// and what a server may choose to begin with.
package starter

import _ "embed" // the casebook is a file, and stays one

//go:embed starter-casebook.json
var casebook string

// Casebook is the starter casebook in the format vigil-casebook/1.
func Casebook() []byte { return []byte(casebook) }
