package store_test

import (
	"testing"

	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// TestSoundingAbroad finds foreign names as Persian writes them, and original titles, and nobody for a
// name that is only nearly so.
func TestSoundingAbroad(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	access := storetest.LoadBytes(t, db, "main", starter.Casebook())
	census, err := db.Public().Census(t.Context(), access)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"ماکسیم زناک": "Maxim Znak", "جان آتالای": "Can Atalay", "چیدم ماتر": "Çiğdem Mater", "آنجلا گوی": "Angela Gui",
		"موجلا یاپیجی": "Mücella Yapıcı", "یوویتا تزول": "Jovita Tzul", "شیطان وجود ندارد": "There Is No Evil", "به امید دیدار": "Goodbye",
		"مصطفی نبیلی": "", "جان آتا": "", "ماریا زناک": "", "چیدم": "", "جان": "", "آنجلا": "",
	} {
		got := census.Sounding(name)
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || got[0].Text != want) {
			t.Errorf("%s: %v, want %q", name, got, want)
		}
	}
}

// TestSounding finds names in the letters of another script than the record's,
// and nothing for what only looks like a part of one.
func TestSounding(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	access := storetest.Load(t, db, "main", storetest.Fictional())
	census, err := db.Public().Census(t.Context(), access)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		field store.Field
		text  string
	}{
		"مینا وکیل‌فرضی": {store.FieldAround, "Mina Vakil-Farzi"},
		"وکیل‌فرضی":      {store.FieldAround, "Mina Vakil-Farzi"},
		"مینا":           {},
		"فرضی":           {},
		"":               {},
	} {
		got := census.Sounding(name)
		switch {
		case want.text == "" && len(got) > 0, want.text != "" && len(got) == 0:
			t.Errorf("%s: %v, want %v", name, got, want)
		case len(got) > 0 && (got[0].Field != want.field || got[0].Text != want.text):
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
