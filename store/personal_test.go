package store_test

import (
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func TestEverythingAndErase(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	home(t, db)
	s := db.Settings()
	everything := func() store.Personal {
		t.Helper()
		p, err := s.Everything(t.Context(), member)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := everything(); p.Settings != (store.PersonSettings{}) || len(p.Suggestions)+len(p.Edits)+p.Uploads+p.Blocked+p.Acts != 0 {
		t.Errorf("of a stranger: %+v", p)
	}
	if err := s.SetPerson(t.Context(), member, store.PersonSettings{Language: "fa"}); err != nil {
		t.Fatal(err)
	}
	theirs := send(t, db, suggestion(1, member))
	send(t, db, suggestion(2, "8"))
	forgotten := send(t, db, suggestion(3, member))
	reject(t, db, forgotten.ID)
	open, discarded := begin(t, db, "azar", 0, member), begin(t, db, "babak", 0, member)
	begin(t, db, "cyrus", 0, "anna")
	if err := db.Desk().Discard(t.Context(), discarded.ID, member); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Desk().KeepUpload(t.Context(), store.Upload{Casebook: 1, By: member, Name: "f", Data: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	if err := db.Inbox().Block(t.Context(), 1, theirs.ID, "anna"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Curation().Save(t.Context(), 1, as(invent("azar", "Azar"), casefile.Draft), 0, member, ""); err != nil {
		t.Fatal(err)
	}
	p := everything()
	if p.Settings.Language != "fa" || len(p.Suggestions) != 1 || p.Suggestions[0].ID != theirs.ID || p.Suggestions[0].Sender != member ||
		len(p.Edits) != 1 || p.Edits[0].ID != open.ID || p.Settled != 1 || p.Uploads != 1 || p.Blocked != 1 || p.Acts != 2 {
		t.Errorf("got %+v", p)
	}
	if err := s.Erase(t.Context(), member); err != nil {
		t.Fatal(err)
	}
	p = everything()
	if p.Settings != (store.PersonSettings{}) || len(p.Suggestions)+len(p.Edits)+p.Settled+p.Uploads != 0 || p.Blocked != 1 || p.Acts != 2 {
		t.Errorf("after erasing: %+v", p)
	}
	for _, e := range dueNow(t, db) {
		if e.Kind == store.TellSender {
			t.Errorf("they are still to be told: %+v", e)
		}
	}
	// Their suggestion goes on as nobody's.
	if got, total, err := db.Inbox().Open(t.Context(), 1, 0, 10); err != nil || total != 2 || got[0].ID != theirs.ID {
		t.Errorf("open: %+v, %v", got, err)
	}
	if n := count(t, db, `SELECT count(*) FROM suggestions WHERE sender = ?`, member); n != 0 {
		t.Error("it is still theirs")
	}
	if err := s.Erase(t.Context(), ""); err != nil || count(t, db, `SELECT count(*) FROM suggestions WHERE sender <> ''`) != 1 {
		t.Errorf("erasing nobody: %v", err)
	}
}
