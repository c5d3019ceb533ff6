package discordsim

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // sizes of attached pictures
	_ "image/jpeg" // sizes of attached pictures
	_ "image/png"  // sizes of attached pictures
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxFile is how large one file may be: 10 MiB.
const maxFile = 10 << 20

// File is a file that somebody sends.
type File struct {
	Name string
	Type string // media type
	Data []byte
}

// file is an attachment's content, as it is served.
type file struct {
	channel ID
	name    string
	kind    string
	data    []byte
}

// attach makes the attachments of a message: those it keeps, and the files that
// were uploaded, with what the references tell of them. Callers hold s.mu.
func (s *Sim) attach(m *Message, refs *[]attachmentRef, uploads []upload) []Attachment {
	list := []Attachment{}
	for _, a := range m.Attachments {
		if refs == nil || slices.ContainsFunc(*refs, func(r attachmentRef) bool { return r.ID == a.ID }) {
			list = append(list, a)
		}
	}
	for i, u := range uploads {
		var ref attachmentRef
		if n, ok := fileNumber(u.field); ok {
			i = n
		}
		if refs != nil {
			for _, r := range *refs {
				if r.ID == ID(i) {
					ref = r
				}
			}
		}
		if ref.Filename == "" {
			ref.Filename = u.name
		}
		list = append(list, s.keep(m.ChannelID, ref, u, m.Flags&Ephemeral != 0))
	}
	return list
}

// fileNumber is n of a field named "files[n]".
func fileNumber(field string) (int, bool) {
	inside, ok := strings.CutPrefix(field, "files[")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(inside, "]"))
	return n, err == nil
}

// keep stores a file and gives it an address.
func (s *Sim) keep(channel ID, ref attachmentRef, u upload, ephemeral bool) Attachment {
	id := s.newID()
	name := strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r < ' ' {
			return '_'
		}
		return r
	}, ref.Filename)
	a := Attachment{ID: id, Filename: name, Title: ref.Title, ContentType: u.mediaType, Size: len(u.data), Ephemeral: ephemeral}
	if ref.Description != nil {
		a.Description = *ref.Description
	}
	if a.ContentType == "" || a.ContentType == "application/octet-stream" {
		a.ContentType = http.DetectContentType(u.data)
	}
	if size, _, err := image.DecodeConfig(bytes.NewReader(u.data)); err == nil {
		a.Width, a.Height = size.Width, size.Height
	}
	folder := "attachments"
	if ephemeral {
		folder = "ephemeral-attachments"
	}
	a.URL = fmt.Sprintf("%s/%s/%d/%d/%s", s.Origin(), folder, channel, id, url.PathEscape(name))
	a.ProxyURL = a.URL
	s.files[id] = &file{channel, name, a.ContentType, u.data}
	return a
}

// drop forgets the files of a message that is gone.
func (s *Sim) drop(m *Message) {
	for _, a := range m.Attachments {
		delete(s.files, a.ID)
	}
}

// serveFile serves an attachment, as the network that delivers files does.
func (s *Sim) serveFile(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) < 3 {
		http.NotFound(w, r)
		return
	}
	id, _ := ParseID(parts[2])
	s.mu.Lock()
	f := s.files[id]
	s.mu.Unlock()
	if f == nil || f.channel.String() != parts[1] {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
	_, _ = w.Write(f.data)
}

// tooLarge says whether one of the files is larger than Discord takes.
func tooLarge(files []upload) bool {
	return slices.ContainsFunc(files, func(u upload) bool { return len(u.data) > maxFile })
}
