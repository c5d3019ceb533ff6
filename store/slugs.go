package store

import (
	"context"
	"crypto/rand"
	"strconv"
	"strings"

	"vigil/internal/names"
)

// slugLimit is the longest slug that is made from a name: 64 characters are
// allowed, and a number may be added.
const slugLimit = 56

// FreeSlug is a slug for a new casefile of somebody of that name that is not
// taken, nor was ever: tombstones and merged casefiles keep theirs.
//
// It is the name in small Latin letters. One in another script isn't romanised,
// since a machine would invent the vowels: the slug then says nothing about the
// person, as case-x7k2m9.
func (s *Curation) FreeSlug(ctx context.Context, book CasebookID, name string) (slug string, err error) {
	defer wrap(&err, "find a free slug")

	base := slugOf(name)
	for n := 1; ; n++ {
		switch {
		case base == "":
			slug = "case-" + strings.ToLower(rand.Text()[:6])
		case n == 1:
			slug = base
		default:
			slug = base + "-" + strconv.Itoa(n)
		}
		var taken bool
		const query = `SELECT EXISTS (SELECT 1 FROM casefiles WHERE casebook = ? AND slug = ?)`
		if err := s.db.readers.QueryRowContext(ctx, query, book, slug).Scan(&taken); err != nil {
			return "", err
		}
		if !taken {
			return slug, nil
		}
	}
}

// slugOf is a name as a slug, "" where it has letters that aren't Latin, or too
// few of those that are.
func slugOf(name string) string {
	var words []string
	length := 0
	for _, word := range strings.Fields(names.Fold(name)) {
		var b strings.Builder
		for _, r := range word {
			if latin, ok := latinLetter(r); ok {
				b.WriteString(latin)
			} else {
				return ""
			}
		}
		if length += b.Len() + 1; length > slugLimit {
			if len(words) == 0 {
				words = append(words, b.String()[:slugLimit])
			}
			break
		}
		words = append(words, b.String())
	}
	if slug := strings.Join(words, "-"); len(slug) > 1 {
		return slug
	}
	return ""
}

// latinLetter is a folded letter or digit as it stands in a slug.
func latinLetter(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'ł':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'þ':
		return "th", true
	case 'ı':
		return "i", true
	case 'ə':
		return "a", true
	}
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return string(r), true
	}
	return "", false
}
