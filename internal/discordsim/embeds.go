package discordsim

import (
	"net/url"
	"strings"
	"time"
)

// Discord's limits of a message and its embeds, in characters or entries.
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedSum    = 6000 // over all embeds of a message
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxAuthor      = 256
)

// checkEmbeds notes what is wrong with the embeds of a message, and normalises
// them as Discord does: surrounding space is trimmed, the type is "rich".
func checkEmbeds(f form, embeds []Embed, uploads []string) {
	if len(embeds) == 0 {
		return
	}
	f.count("embeds", len(embeds), 0, maxEmbeds)
	sum := 0
	for i := range embeds {
		e := &embeds[i]
		e.trim()
		sum += e.check(f.at("embeds", i), uploads)
	}
	if sum > maxEmbedSum {
		f.at("embeds").add("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", maxEmbedSum)
	}
}

func (e *Embed) trim() {
	e.Type = "rich"
	e.Title = strings.TrimSpace(e.Title)
	e.Description = strings.TrimSpace(e.Description)
	for i := range e.Fields {
		e.Fields[i].Name = strings.TrimSpace(e.Fields[i].Name)
		e.Fields[i].Value = strings.TrimSpace(e.Fields[i].Value)
	}
	if e.Timestamp != "" {
		if t, err := time.Parse(time.RFC3339, e.Timestamp); err == nil {
			e.Timestamp = stamp{t}.String()
		}
	}
}

// check returns how many characters count towards the sum.
func (e *Embed) check(f form, uploads []string) int {
	f.length("title", e.Title, 0, maxTitle)
	f.length("description", e.Description, 0, maxDescription)
	f.count("fields", len(e.Fields), 0, maxFields)
	sum := runes(e.Title) + runes(e.Description)
	for i, fd := range e.Fields {
		at := f.at("fields", i)
		at.length("name", fd.Name, 1, maxFieldName)
		at.length("value", fd.Value, 1, maxFieldValue)
		sum += runes(fd.Name) + runes(fd.Value)
	}
	if e.Footer != nil {
		f.at("footer").length("text", e.Footer.Text, 1, maxFooter)
		f.at("footer").checkURL("icon_url", e.Footer.IconURL, uploads)
		sum += runes(e.Footer.Text)
	}
	if e.Author != nil {
		f.at("author").length("name", e.Author.Name, 1, maxAuthor)
		f.at("author").checkURL("url", e.Author.URL, nil)
		f.at("author").checkURL("icon_url", e.Author.IconURL, uploads)
		sum += runes(e.Author.Name)
	}
	f.checkURL("url", e.URL, nil)
	if e.Image != nil {
		f.at("image").checkURL("url", e.Image.URL, uploads)
	}
	if e.Thumbnail != nil {
		f.at("thumbnail").checkURL("url", e.Thumbnail.URL, uploads)
	}
	if e.Colour < 0 || e.Colour > 0xFFFFFF {
		f.at("color").add("NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.") //nolint:misspell // Discord's word
	}
	if e.Timestamp != "" {
		if _, err := time.Parse(time.RFC3339Nano, e.Timestamp); err != nil {
			f.at("timestamp").add("DATETIME_TYPE_PARSE", "Could not parse %s. Should be ISO8601.", e.Timestamp)
		}
	}
	if e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Image == nil &&
		e.Thumbnail == nil && e.Author == nil && e.Footer == nil {
		f.at("description").required()
	}
	return sum
}

// checkURL takes http and https, and attachment:// where files may stand.
func (f form) checkURL(field, s string, uploads []string) {
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		f.at(field).add("URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case u.Scheme == "attachment" && uploads != nil:
		// A name that isn't attached shows no picture; Discord takes it.
	case u.Scheme != "http" && u.Scheme != "https":
		f.at(field).add("URL_TYPE_INVALID_SCHEME",
			"Scheme \"%s\" is not supported. Scheme must be one of ('http', 'https').", u.Scheme)
	case u.Host == "":
		f.at(field).add("URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
	f.length(field, s, 0, 2048)
}

// place gives embeds' pictures of attached files the addresses of the files,
// and tells their size.
func (s *Sim) place(embeds []Embed, files []Attachment) []Embed {
	for i := range embeds {
		for _, media := range []*EmbedMedia{embeds[i].Image, embeds[i].Thumbnail} {
			if media == nil {
				continue
			}
			name, ok := strings.CutPrefix(media.URL, "attachment://")
			if !ok {
				media.ProxyURL = media.URL
				continue
			}
			for _, a := range files {
				if a.Filename == name {
					media.URL, media.ProxyURL = a.URL, a.ProxyURL
					media.Width, media.Height = a.Width, a.Height
				}
			}
		}
	}
	return embeds
}
