package store

import "vigil/internal/casefile"

// names compares the names by which curators alone find a casefile with what it
// says.
func (c checking) names(w *writing, id int64, slug string, cf *casefile.Casefile) error {
	want := namedBy(cf)
	var merged bool
	if err := w.row(`SELECT merged_into IS NOT NULL FROM casefiles WHERE id = ?`, id).Scan(&merged); err != nil {
		return err
	}
	if merged {
		want = nil
	}
	have, err := w.namesOf(id)
	if err != nil {
		return err
	}
	if !sameNames(have, want) {
		c.fault("names", "%s: curators find it by %d names that differ from its %d", slug, len(have), len(want))
	}
	return nil
}

// redirects compares where slugs of merged casefiles lead with where they should.
func (c checking) redirects() error {
	const query = `
		WITH RECURSIVE above (casebook, slug, at) AS (
			SELECT casebook, slug, merged_into FROM casefiles WHERE merged_into IS NOT NULL
			UNION
			SELECT a.casebook, a.slug, c.merged_into FROM above a JOIN casefiles c ON c.id = a.at WHERE c.merged_into IS NOT NULL
		),
		want (casebook, slug, target) AS (
			SELECT a.casebook, a.slug, p.slug FROM above a JOIN public_casefiles p ON p.casefile = a.at
		)
		SELECT slug || ' should lead to ' || target FROM (SELECT * FROM want EXCEPT SELECT * FROM public_redirects)
		UNION ALL
		SELECT slug || ' leads to ' || target || ' and should not' FROM (SELECT * FROM public_redirects EXCEPT SELECT * FROM want)`
	return c.each("redirects", query)
}

// histories finds gaps, and casefiles that aren't what their last revision says.
func (c checking) histories() error {
	const query = `
		SELECT c.slug || ': of ' || c.version || ' revisions there are ' || count(r.version)
		FROM casefiles c LEFT JOIN revisions r ON r.casefile = c.id GROUP BY c.id
		HAVING count(r.version) <> c.version OR max(r.version) <> c.version
		UNION ALL
		SELECT c.slug || ': its document is not that of its last revision'
		FROM casefiles c JOIN revisions r ON r.casefile = c.id AND r.version = c.version WHERE r.digest <> c.digest`
	return c.each("history", query)
}

// audit finds gaps in the audit trail.
func (c checking) audit() error {
	const query = `
		SELECT b.name || ': of ' || max(a.n) || ' lines there are ' || count(*)
		FROM audit a JOIN casebooks b ON b.id = a.casebook GROUP BY a.casebook HAVING count(*) <> max(a.n)`
	return c.each("audit trail", query)
}

// each makes a fault of every row that the query finds.
func (c checking) each(what, query string) error {
	said, err := column[string](c.ctx, c.tx, query)
	for _, s := range said {
		c.fault(what, "%s", s)
	}
	return err
}
