package store_test

import (
	"testing"

	"vigil/store/storetest"
)

func TestCheckFindsEachFault(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, statement, what string }{
		{"a projection is missing", `DELETE FROM public_charges WHERE casefile = 1`, "projections"},
		{"a projection is changed", `UPDATE public_keys SET text = 'x' WHERE casefile = 2 AND field = 'name'`, "projections"},
		{"a draft is projected", `UPDATE casefiles SET visibility = 'draft', doc = replace(doc, '"public"', '"draft"') WHERE id = 3`, "projections"},
		{"a stray row", `INSERT INTO public_names VALUES (999, 0, 'x', '', '')`, "projections"},
		{"full text differs", `DELETE FROM public_fts WHERE docid = 1`, "full text"},
		{"a reference to nothing", `INSERT INTO links VALUES (1, 'x', 999)`, "foreign keys"},
		{"a name is missing", `UPDATE casefiles SET visibility = 'draft', doc = replace(doc, '"public"', '"draft"') WHERE id = 3`, "names"},
		{"a name too much", `INSERT INTO hidden_keys VALUES (1, 'x', 1, 'X')`, "names"},
		{"a redirect too much", `INSERT INTO public_redirects VALUES (1, 'old', 'fic-01-arvand-nemoonehpour')`, "redirects"},
		{"a redirect is missing", `UPDATE casefiles SET merged_into = 1 WHERE id = 2`, "redirects"},
		{"a version that isn't there", `UPDATE casefiles SET version = 2 WHERE id = 1`, "history"},
		{"a digest of something else", `UPDATE casefiles SET digest = x'00' WHERE id = 1`, "history"},
		{"a gap in a history", `DROP TRIGGER revisions_remain; DELETE FROM revisions WHERE casefile = 1;
			CREATE TRIGGER revisions_remain BEFORE DELETE ON revisions BEGIN SELECT 1; END`, "history"},
		{"a gap in the audit trail", `DROP TRIGGER audit_grows; INSERT INTO audit VALUES (1, 7, 0, 'x', 'x', '', 0, '');
			CREATE TRIGGER audit_grows BEFORE INSERT ON audit BEGIN SELECT 1; END`, "audit trail"},
		{"a document that is none", `UPDATE casefiles SET doc = '{"slug": 1}' WHERE id = 1`, "documents"},
		{"a document that says otherwise", `UPDATE casefiles SET doc = replace(doc, 'Nemoonehpour', 'Otherwise') WHERE id = 1`, "projections"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := written(t)
			sqlite(t, path, test.statement)
			db := storetest.OpenAt(t, path)
			found, err := db.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			hit := false
			for _, f := range found.Faults {
				hit = hit || f.What == test.what && f.Detail != ""
			}
			if !hit {
				t.Errorf("found %+v, want one about %s", found.Faults, test.what)
			}
		})
	}
}

func TestCheckChangesNothing(t *testing.T) {
	t.Parallel()
	db := storetest.OpenAt(t, written(t))
	before := publicState(t, db)
	found, err := db.Check(t.Context())
	if err != nil || len(found.Faults) > 0 || found.Casefiles != 12 || found.Public != 12 || found.Revisions != 12 {
		t.Errorf("got %+v, %v", found, err)
	}
	if publicState(t, db) != before {
		t.Error("checking changed the database")
	}
	put(t, db, 1, invent("after", "After Sampleh")) // and left the writer usable
}
