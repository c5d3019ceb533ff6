package config

import (
	"fmt"
	"strings"

	"github.com/joho/godotenv"
)

// parseFile reads the text of a .env file. The library's own errors quote the
// rest of the file, in which the token may stand, so a problem names the line
// and nothing of what is in it.
func parseFile(name, text string) (map[string]string, *Problem) {
	text = strings.TrimPrefix(text, "\ufeff")
	all, err := godotenv.Unmarshal(text)
	if err == nil {
		return all, nil
	}
	return nil, &Problem{
		Variable: fmt.Sprintf("%s, line %d", name, faultyLine(text)),
		What:     "is neither a comment (#) nor NAME=value, or has a quotation mark that is never closed",
		Example:  `VIGIL_DATABASE=vigil.db`,
	}
}

// faultyLine is where the reading of text breaks off: the line after the last
// one up to which all is well, counted from 1.
func faultyLine(text string) int {
	lines := strings.SplitAfter(text, "\n")
	for n := len(lines) - 1; n > 0; n-- {
		if _, err := godotenv.Unmarshal(strings.Join(lines[:n], "")); err == nil {
			return n + 1
		}
	}
	return 1
}
