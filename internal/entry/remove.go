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
		if f.Sources = slices.DeleteFunc(f.Sources, func(s string) bool { return s == id }); len(f.Sources) == 0 {
			f.Sources = nil
		}
	})
	for _, d := range casefile.Diff(r.before, r.after) { // nothing but sources differs
		path := d.Path[:strings.LastIndex(d.Path, "/sources")+len("/sources")]
		if !slices.Contains(r.touched, path) {
			r.touched = append(r.touched, path)
		}
	}
}

// notes drops what is noted about the fact alone, and hides what the public
// would now be shown because the fact that hid it is gone.
func (r *removal) notes(kind, ref string) {
	shown := shownNotes(r.before)
	var kept []casefile.Remark
	var stood []int // where each of kept stood
	for i, n := range r.after.Notes {
		if ref != "" && strings.EqualFold(strings.TrimSpace(n.About), kind+" "+ref) {
			r.touch("notes", i)
			continue
		}
		kept, stood = append(kept, n), append(stood, i)
	}
	r.after.Notes = kept
	now := shownNotes(r.after)
	for i := range kept {
		if key := noteKey(&kept[i]); now[key] && !shown[key] {
			r.touch("notes", stood[i])
			kept[i].Visibility = casefile.Confidential
		}
	}
}

// shownNotes are the notes of c that the public would read, were it public.
func shownNotes(c *casefile.Casefile) map[string]bool {
	open := *c
	open.Visibility, open.Embargo = casefile.Public, nil
	all := map[string]bool{}
	public, ok := open.Public(nil)
	if !ok {
		return all
	}
	for i := range public.Notes {
		all[noteKey(&public.Notes[i])] = true
	}
	return all
}

func noteKey(n *casefile.Remark) string { return n.About + "\x00" + n.Text }
