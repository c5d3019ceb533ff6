package entry

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// Remove is the casefile without the fact, and without what points to it. The names of what else
// had to go or be mended are in touched, as JSON pointers into c. The error is
// ErrGone or ErrStays.
//
// What the fact kept from the public stays kept: sources that nothing cites
// any more go, and a note that would now come to be shown is made confidential.
func Remove(c *casefile.Casefile, kind, ref string) (after *casefile.Casefile, touched []string, err error) {
	k := keeperOf(kind)
	if k == nil {
		return nil, nil, ErrGone
	}
	if kind == "person" {
		return nil, nil, ErrStays
	}
	at, ok := k.find(c, ref)
	if !ok || at < 0 {
		return nil, nil, ErrGone
	}
	r := removal{before: c, after: c.Clone()}
	switch kind {
	case "charge":
		r.charge(c.Charges[at].ID)
	case "sentence":
		r.sentence(c.Sentences[at])
	case "work":
		r.work(&c.Works[at])
	case "source":
		r.source(ref)
	}
	k.drop(r.after, at)
	r.notes(kind, ref)
	r.after.Sources = dropUncited(c, r.after, func(i int) {
		if kind != "source" || i != at {
			r.touch("sources", i)
		}
	})
	return r.after, r.touched, nil
}

// removal is what becomes of a casefile when a fact goes.
type removal struct {
	before, after *casefile.Casefile
	touched       []string
}

func (r *removal) touch(parts ...any) { r.touched = append(r.touched, pointer(parts...)) }

func (r *removal) charge(id string) {
	for i := range r.after.Sentences {
		x := &r.after.Sentences[i]
		if j := slices.Index(x.Charges, id); j >= 0 {
			r.touch("sentences", i, "charges", j)
			x.Charges = slices.Delete(x.Charges, j, j+1)
		}
		for j := range x.Parts {
			if x.Parts[j].Charge == id {
				r.touch("sentences", i, "parts", j)
			}
		}
		x.Parts = slices.DeleteFunc(x.Parts, func(p casefile.Part) bool { return p.Charge == id })
	}
}

// sentence mends what links to a sentence. Reports of one sentence stay linked
// to one another: what was the same as the removed one is the same as what
// that was the same as or, where it was the first, as the next of them.
func (r *removal) sentence(gone casefile.Sentence) {
	first := gone.SameAs
	for i := range r.after.Sentences {
		x := &r.after.Sentences[i]
		if x.ID == gone.ID {
			continue
		}
		if x.Supersedes == gone.ID {
			r.touch("sentences", i, "supersedes")
			x.Supersedes = ""
		}
		if x.SameAs == gone.ID {
			r.touch("sentences", i, "same_as")
			if x.SameAs = first; first == "" {
				first = x.ID
			}
		}
	}
}

// work takes the work from the awards given to it.
func (r *removal) work(gone *casefile.Work) {
	for i := range r.after.Awards {
		x := &r.after.Awards[i]
		if x.Work != "" && slices.ContainsFunc(append([]string{gone.Title, gone.OriginalTitle}, gone.Also...),
			func(t string) bool { return strings.EqualFold(t, x.Work) }) {
			r.touch("awards", i, "work")
			x.Work = ""
		}
	}
}

func (r *removal) source(id string) {
	r.after.EachFact(func(f *casefile.Fact) {
		f.Sources = slices.DeleteFunc(f.Sources, func(s string) bool { return s == id })
	})
}

// notes drops what is noted about the fact, and hides what it hid.
func (r *removal) notes(kind, ref string) {
	r.after.Notes = slices.DeleteFunc(r.after.Notes, func(n casefile.Remark) bool {
		return ref != "" && strings.EqualFold(n.About, kind+" "+ref)
	})
}
