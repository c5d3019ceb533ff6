package sheet_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/sheet"
)

func words(t testing.TB) (*sheet.Words, *locale.Catalogue) {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return sheet.NewWords(c), c
}

var today = calendar.Day{Year: 2026, Month: 1, Day: 20}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, text string
		heading    string
		comma      rune
		rows       []sheet.Row
	}{
		{"plain", "name,country\nAnna,XX\nBob,YY\n", "name|country", ',', []sheet.Row{
			{N: 2, Line: 2, Cells: []string{"Anna", "XX"}}, {N: 3, Line: 3, Cells: []string{"Bob", "YY"}}}},
		{"semicolons, CRLF, no line end at the end", "name;country\r\nAnna, the first;XX", "name|country", ';', []sheet.Row{
			{N: 2, Line: 2, Cells: []string{"Anna, the first", "XX"}}}},
		{"tabs", "name\tcountry\nAnna\tXX\n", "name|country", '\t', []sheet.Row{{N: 2, Line: 2, Cells: []string{"Anna", "XX"}}}},
		{"CR alone", "name,country\rAnna,XX\r", "name|country", ',', []sheet.Row{{N: 2, Line: 2, Cells: []string{"Anna", "XX"}}}},
		{"what Excel says itself", "sep=;\nname;country\nAnna;XX\n", "name|country", ';', []sheet.Row{{N: 2, Line: 2, Cells: []string{"Anna", "XX"}}}},
		{"quotation marks, line breaks and commas in cells", "name,notes\n\"Anna \"\"the\"\" one\",\"a,\r\nb\"\nBob,c\n", "name|notes", ',', []sheet.Row{
			{N: 2, Line: 2, Cells: []string{`Anna "the" one`, "a,\nb"}}, {N: 3, Line: 4, Cells: []string{"Bob", "c"}}}},
		{"empty rows are counted and left out", "name,country\n\n,\nAnna,XX\n", "name|country", ',', []sheet.Row{{N: 4, Line: 4, Cells: []string{"Anna", "XX"}}}},
		{"empty columns at the end", "name,country,,\nAnna,XX,,\n", "name|country", ',', []sheet.Row{{N: 2, Line: 2, Cells: []string{"Anna", "XX"}}}},
		{"ragged rows", "name,country\nAnna\nBob,YY,more\nCleo,ZZ\n", "name|country", ',', []sheet.Row{
			{N: 2, Line: 2, Torn: "ragged"}, {N: 3, Line: 3, Torn: "ragged"}, {N: 4, Line: 4, Cells: []string{"Cleo", "ZZ"}}}},
		{"a mark in the wrong place costs one row", "name,country\n\"Anna\"x,XX\nBob,YY\n", "name|country", ',', []sheet.Row{
			{N: 2, Line: 2, Torn: "quotes"}, {N: 3, Line: 3, Cells: []string{"Bob", "YY"}}}},
		{"a mark that never closes", "name,country\nAnna,\"XX\nBob,YY\n", "name|country", ',', []sheet.Row{
			{N: 2, Line: 2, Torn: "unclosed"}, {N: 3, Line: 3, Cells: []string{"Bob", "YY"}}}},
		{"a mark inside a cell is text", "name,country\n5\" Anna,XX\n", "name|country", ',', []sheet.Row{{N: 2, Line: 2, Cells: []string{`5" Anna`, "XX"}}}},
	} {
		got, err := sheet.Read(tc.text)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if h := strings.Join(got.Heading, "|"); h != tc.heading || got.Comma != tc.comma {
			t.Errorf("%s: heading %q, %q between", tc.name, h, got.Comma)
		}
		if diff := cmp.Diff(tc.rows, got.Rows); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tc.name, diff)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	_, catalogue := words(t)
	wide := func(s string, mark bool) string {
		var b strings.Builder
		if mark {
			b.WriteString("\xff\xfe")
		}
		for _, u := range utf16.Encode([]rune(s)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	wideHeading := "name"
	for i := range 100 {
		wideHeading += ",column " + strconv.Itoa(i)
	}
	many := "name\n" + strings.Repeat("Anna\n", sheet.MaxRows+1)
	for _, tc := range []struct{ name, data, want string }{
		{"a ZIP, or a workbook", "PK\x03\x04\x14\x00\x06\x00", "packed"},
		{"gzip", "\x1f\x8b\x08\x00", "packed"},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "workbook"},
		{"a PDF", "%PDF-1.7", "pdf"},
		{"a picture", "\x89PNG\r\n\x1a\n", "picture"},
		{"nought", "name\x00\x01", "binary"},
		{"Windows-1252", "name,country\nJos\xe9,XX", "encoding"},
		{"Windows-1256", "\xe4\xc7\xe3\n\xc2\xd1\xe6\xe4\xcf", "encoding"},
		{"UTF-16 that doesn't say so", wide("name,country\nAnna,XX\n", false), "encoding"},
		{"UTF-16 cut in the middle of a letter", wide("name\nAnna", true)[:15], "damaged"},
		{"nothing", "", "empty"},
		{"nothing but spaces", " \r\n\r\n", "empty"},
		{"only separators", ",,,\n,,\n", "empty"},
		{"too many rows", many, "rows"},
		{"too many columns", wideHeading + "\n", "columns"},
		{"a heading twice", "name,Name \n", ""},
		{"the same heading twice", "name,name\nA,B\n", "heading_twice"},
		{"a heading that can't be read", "\"name,country\nAnna,XX\n", "heading_torn"},
	} {
		text, err := sheet.Decode([]byte(tc.data))
		if err == nil {
			_, err = sheet.Read(text)
		}
		var refused *sheet.Refused
		switch {
		case tc.want == "" && err == nil:
		case !errors.As(err, &refused) || refused.Code != tc.want:
			t.Errorf("%s: %v, want %s", tc.name, err, tc.want)
		default:
			for _, lang := range catalogue.Languages() {
				if l := catalogue.For(lang.Code, locale.Options{}); !l.Has(refused.Key()) {
					t.Errorf("%s: no words for %s", lang.Code, refused.Key())
				}
			}
		}
	}
	for _, data := range []string{"\xef\xbb\xbfname\nAnna", wide("name\nآنا", true), "\xfe\xff\x00n\x00\n\x06\x22"} {
		if text, err := sheet.Decode([]byte(data)); err != nil || !strings.HasPrefix(text, "n") {
			t.Errorf("%q is %q, %v", data, text, err)
		}
	}
}

func TestGuess(t *testing.T) {
	t.Parallel()
	w, catalogue := words(t)
	for _, tc := range []struct {
		heading []string
		want    sheet.Columns
	}{
		{[]string{"Full name", "Country", "Date of birth", "status_as_of", "Penalty", "favourite colour", "URL"}, sheet.Columns{
			"Full name": "name", "Country": "country", "Date of birth": "born", "status_as_of": "status_as_of", "Penalty": "penalties", "URL": "source"}},
		{[]string{"نام و نام خانوادگی", "كشور", "پیشه", "تاریخ بازداشت", "مجازات‌ها", "یادداشت"}, sheet.Columns{
			"نام و نام خانوادگی": "name", "كشور": "country", "پیشه": "profession", "تاریخ بازداشت": "arrested", "مجازات‌ها": "penalties", "یادداشت": "notes"}},
		{[]string{"name", "person", "notes", "remarks"}, sheet.Columns{"name": "name", "notes": "notes", "remarks": "notes"}},
	} {
		if diff := cmp.Diff(tc.want, w.Guess(tc.heading)); diff != "" {
			t.Errorf("%v: (-want +got)\n%s", tc.heading, diff)
		}
	}
	// What is written is read back, in every language.
	heading := []string{"Full name", "a = b", "x"}
	columns := sheet.Columns{"Full name": "name", "a = b": "event_date"}
	for _, lang := range catalogue.Languages() {
		text := columns.Write(heading, catalogue.For(lang.Code, locale.Options{}))
		got, faults := w.Columns(text, heading)
		if diff := cmp.Diff(columns, got); diff != "" || len(faults) > 0 {
			t.Errorf("%s: %q is read as %v, %v", lang.Code, text, got, faults)
		}
	}
	for text, want := range map[string][]string{
		"Full name = name\nx = nonsense":           {"field"},
		"Full name = name\nFull name = country":    {"heading_twice"},
		"Full name = name\nx = name":               {"field_twice"},
		"no such column = name":                    {"heading"},
		"Full name = -\nx =":                       {"no_name"},
		"Full name = name\nx = notes\na = b = نام": {"field_twice"},
	} {
		_, faults := w.Columns(text, heading)
		var codes []string
		for _, f := range faults {
			codes = append(codes, f.Code)
			for _, lang := range catalogue.Languages() {
				if l := catalogue.For(lang.Code, locale.Options{}); !l.Has(f.Key()) {
					t.Errorf("%s: no words for %s", lang.Code, f.Key())
				}
			}
		}
		if !slices.Equal(codes, want) {
			t.Errorf("%q: %v, want %v", text, codes, want)
		}
	}
}

// TestCasefile reads a whole row, in English and in Persian.
func TestCasefile(t *testing.T) {
	t.Parallel()
	w, _ := words(t)
	for _, text := range []string{
		"name;other names;country;profession;status;status as of;birth date;arrest;charges;sentence date;court;penalties;event;event date;source;publisher;notes\n" +
			"Arvand Namoone;آروند نمونه (native)|A. Namoone;Iran;film-maker, writer;in prison;10 January 2026;1979;2023-02;propaganda;20 May 2023;Branch 26;\"8 years prison; 74 lashes\";Went on hunger strike;2025-12-01;https://example.invalid/1;Invented Wire;ask his sister\n",
		"نام;نام‌های دیگر;کشور;پیشه;وضعیت;تاریخ وضعیت;تاریخ تولد;تاریخ بازداشت;اتهام;تاریخ حکم;دادگاه;مجازات;رویداد;تاریخ رویداد;منبع;ناشر;یادداشت\n" +
			"Arvand Namoone;آروند نمونه (بومی)|A. Namoone;ایران;film-maker، writer;زندانی;2026-01-10;1979;2023-02;propaganda;2023-05-20;Branch 26;\"۸ سال حبس؛ ۷۴ ضربه شلاق\";Went on hunger strike;2025-12-01;https://example.invalid/1;Invented Wire;ask his sister\n",
	} {
		table, err := sheet.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		b := w.Batch(table, w.Guess(table.Heading), today)
		if len(b.Faults) > 0 || len(b.Casefiles) != 1 {
			t.Fatalf("%v", b.Faults)
		}
		const want = `{"slug":"arvand-namoone","visibility":"draft","person":{"name":"Arvand Namoone",
			"names":[{"text":"آروند نمونه","script":"Arab","kind":"native"},{"text":"A. Namoone","kind":"alias"}],
			"born":{"date":"1979","sources":["s1"]},"professions":[{"text":"film-maker","sources":["s1"]},{"text":"writer","sources":["s1"]}],"sources":["s1"]},
			"country":"IR","status":{"code":"imprisoned","as_of":"2026-01-10","sources":["s1"]},
			"custody":[{"kind":"detention","start":"2023-02","sources":["s1"]}],
			"charges":[{"id":"c1","text":"propaganda","sources":["s1"]}],
			"sentences":[{"id":"s1","date":"2023-05-20","court":"Branch 26","penalties":[{"kind":"imprisonment","term":"P8Y"},{"kind":"flogging","count":74}],"sources":["s1"]}],
			"events":[{"id":"e1","kind":"other","date":"2025-12-01","text":"Went on hunger strike","sources":["s1"]}],
			"notes":[{"about":"notes","text":"ask his sister","visibility":"confidential"}],
			"sources":[{"id":"s1","url":"https://example.invalid/1","publisher":"Invented Wire"}]}`
		if diff := cmp.Diff(parsed(t, want), parsed(t, string(marshalled(t, b.Casefiles[0])))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if p := b.Casefiles[0].Validate(); len(p) > 0 {
			t.Errorf("not valid: %v", p)
		}
		again := w.Batch(table, w.Guess(table.Heading), today)
		one, err := b.Casebook()
		two, err2 := again.Casebook()
		if err != nil || err2 != nil || string(one) != string(two) {
			t.Error("reading it twice is not the same")
		}
	}
}

func marshalled(t *testing.T, c *casefile.Casefile) []byte {
	t.Helper()
	data, err := c.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parsed(t *testing.T, s string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestFaults gives what can't be read its row, its column and words, and reads
// the other rows.
func TestFaults(t *testing.T) {
	t.Parallel()
	w, catalogue := words(t)
	const heading = "name,country,status,status as of,born,arrest,sentence date,court,penalties,event,event date,source,slug\n"
	for _, tc := range []struct{ row, column, field, code string }{
		{",XX,,,,,,,,,,,", "name", "name", "required"},
		{"Anna,Utopia,,,,,,,,,,,", "country", "country", "country"},
		{"Anna,,on the moon,,,,,,,,,,", "status", "status", "sheet.status"},
		{"Anna,,,2024,,,,,,,,,", "status as of", "status_as_of", "sheet.no_status"},
		{"Anna,,bail,12 May,,,,,,,,,", "status as of", "status_as_of", "date.no_year"},
		{"Anna,,,,31 June 1979,,,,,,,,", "born", "born", "date.no_such_day"},
		{"Anna,,,,,when it rained,,,,,,,", "arrest", "arrested", "date.word"},
		{"Anna,,,,,,2024,,,,,,", "sentence date", "sentenced", "sheet.no_penalties"},
		{"Anna,,,,,,,Branch 1,,,,,", "court", "court", "sheet.no_penalties"},
		{"Anna,,,,,,,,8 parsecs prison,,,,", "penalties", "penalties", "penalty.unit"},
		{"Anna,,,,,,,,,,2024,,", "event date", "event_date", "sheet.no_event"},
		{"Anna,,,,,,,,,,,http://,", "source", "source", "source.link"},
		{"Anna,,,,,,,,,,,,No Slug", "slug", "slug", "sheet.slug"},
		{"Anna", "", "", "sheet.ragged"},
		{"Bob,,,,,,,,,,,,", "name", "name", "sheet.twice"},
	} {
		table, err := sheet.Read(heading + "Bob,,,,,,,,,,,,\n" + tc.row + "\nCleo,,,,,,,,,,,,\n")
		if err != nil {
			t.Fatal(err)
		}
		b := w.Batch(table, w.Guess(table.Heading), today)
		if len(b.Casefiles) != 2 || b.Casefiles[1].Person.Name != "Cleo" || b.Rows[1].N != 4 {
			t.Errorf("%q: the other rows are not read", tc.row)
		}
		if len(b.Faults) == 0 {
			t.Errorf("%q: no fault", tc.row)
			continue
		}
		f := b.Faults[0]
		if f.Row != 3 || f.Line != 3 || f.Column != tc.column || f.Field != tc.field || f.Code != tc.code {
			t.Errorf("%q: row %d, line %d, column %q, %s of %s", tc.row, f.Row, f.Line, f.Column, f.Code, f.Field)
		}
		for _, lang := range catalogue.Languages() {
			l := catalogue.For(lang.Code, locale.Options{})
			if text := f.Words(l); !l.Has(f.Key()) || strings.Contains(text, "⟦") || tc.column != "" && !strings.Contains(text, tc.column) {
				t.Errorf("%s: %q", lang.Code, text)
			}
		}
	}
}

// Every field can be filled and is called something, and no heading means two.
func TestWords(t *testing.T) {
	t.Parallel()
	w, catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		l := catalogue.For(lang.Code, locale.Options{})
		for _, f := range sheet.Fields() {
			for _, h := range append(strings.Split(l.T("sheet.heading."+f), ";"), sheet.Label(f, l), f) {
				if got, ok := w.Field(h); !ok || got != f {
					t.Errorf("%s: the heading %q is taken for %q, not %q", lang.Code, h, got, f)
				}
			}
		}
	}
}

// Whatever a file holds, reading it ends, in casefiles that are valid and rows
// that say why they are not.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"name,country\nAnna,XX\n", "name;status\r\n\"A\r\nB\";bail", "sep=\t\nname\tpenalties\nA\t8 years prison", "\"", "\xef\xbb\xbfname\n\"\"\"\"", "name\n\x00", "\xff\xfen\x00"} {
		f.Add([]byte(s))
	}
	w, _ := words(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := sheet.Decode(data)
		if err != nil {
			return
		}
		table, err := sheet.Read(text)
		if err != nil {
			return
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		columns := w.Guess(table.Heading)
		if len(columns.Missing()) > 0 && table.Heading[0] != "" {
			columns = sheet.Columns{table.Heading[0]: "name"}
		}
		for _, row := range table.Rows {
			if row.Torn == "" && len(row.Cells) != len(table.Heading) || row.Line > lines || row.N > lines || row.Line < 1 {
				t.Fatalf("%q: row %+v under a heading of %d", text, row, len(table.Heading))
			}
		}
		b := w.Batch(table, columns, today)
		if len(b.Casefiles)+len(b.Torn) != len(table.Rows) {
			t.Fatalf("%q: %d rows, %d casefiles, %d refused", text, len(table.Rows), len(b.Casefiles), len(b.Torn))
		}
		for _, c := range b.Casefiles {
			if p := c.Validate(); len(p) > 0 {
				t.Fatalf("%q: %v", text, p)
			}
		}
	})
}

// A row whose slug is made of a name is somebody else's where the country or
// the date of birth says so; one that gives a slug says who is meant.
func TestNamesakes(t *testing.T) {
	t.Parallel()
	w, _ := words(t)
	table, err := sheet.Read("name,country,slug\nAnna Farzi,Iran,\nBob Farzi,Iran,bob\nCleo Farzi,,\nDora Farzi,Iran,\n")
	if err != nil {
		t.Fatal(err)
	}
	b := w.Batch(table, w.Guess(table.Heading), today)
	abroad := &casefile.Casefile{Country: "AF"}
	known := map[string]*casefile.Casefile{"anna-farzi": abroad, "bob": abroad, "cleo-farzi": abroad}
	err = b.Namesakes(func(slug string) (*casefile.Casefile, error) { return known[slug], nil })
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Torn) != 1 || b.Torn[0].N != 2 || len(b.Faults) != 1 || b.Faults[0].Code != "sheet.namesake" || b.Faults[0].Part != "anna-farzi" || b.Faults[0].Column != "name" {
		t.Errorf("refused: %+v, %v", b.Torn, b.Faults)
	}
	if len(b.Casefiles) != 3 || len(b.Rows) != 3 || b.Rows[0].N != 3 {
		t.Errorf("left: %+v", b.Rows)
	}
	locked := errors.New("locked")
	if err := b.Namesakes(func(string) (*casefile.Casefile, error) { return nil, locked }); !errors.Is(err, locked) {
		t.Errorf("what can't be looked up: %v", err)
	}
}
