package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"unicode/utf16"

	"vigil/internal/discordsim"
)

// fileSteps are the steps about files that people send and get.
func fileSteps() map[string]func(*story, string) {
	return map[string]func(*story, string){
		"attach": (*story).stepAttach,
		"open":   (*story).stepOpen,
	}
}

// attach FILE [HOW…]: the actor has a file of the story at hand, as some
// program would have saved it.
func (s *story) stepAttach(rest string) {
	words := strings.Fields(rest)
	var data []byte
	for _, f := range s.archive.Files {
		if f.Name == words[0] {
			data = f.Data
		}
	}
	for _, how := range words[1:] {
		data = savedAs(s.t, data, how)
	}
	s.who = s.who.With(discordsim.File{Name: path.Base(words[0]), Type: "application/octet-stream", Data: data})
}

// savedAs is a text as it is in a file of another kind.
func savedAs(t *testing.T, data []byte, how string) []byte {
	t.Helper()
	switch how {
	case "bom":
		return append([]byte("\xef\xbb\xbf"), data...)
	case "crlf":
		return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	case "utf16":
		out := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(string(data))) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case "latin1":
		var out []byte
		for _, r := range string(data) {
			out = append(out, byte(r))
		}
		return out
	case "zipped": // a hundred megabytes of nothing in a hundred kilobytes
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.Create("casebook.json")
		if err == nil {
			_, err = io.CopyN(f, zeros{}, 100<<20)
		}
		if err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	case "20MB":
		return append(data, bytes.Repeat([]byte("x"), 20<<20-len(data))...)
	}
	t.Fatalf("no file is %s", how)
	return nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// open NAME: what the file of that name has that is attached to what is looked
// at; "expect output" looks there.
func (s *story) stepOpen(name string) {
	for _, a := range s.now.Attachments {
		if a.Filename != name {
			continue
		}
		r, err := http.NewRequestWithContext(s.within(), http.MethodGet, a.URL, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			s.t.Fatal(err)
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			s.t.Fatalf("%s: %s, %v", s.at, resp.Status, err)
		}
		s.out = string(data)
		return
	}
	s.t.Fatalf("%s: no such file is attached to\n%s", s.at, s.seen())
}
