package bot

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

const (
	linksLimit = 10  // that are taken from one message
	linkLimit  = 512 // bytes of a link; longer ones are left out
)

// posted is the message on whose menu a command was used, nil when Discord
// doesn't say.
func posted(data *discordgo.ApplicationCommandInteractionData) *commands.Posted {
	if data.Resolved == nil {
		return nil
	}
	m := data.Resolved.Messages[data.TargetID]
	if m == nil {
		return nil
	}
	p := &commands.Posted{ID: m.ID, Channel: m.ChannelID, Text: m.Content}
	add := func(link string) {
		if len(p.Links) < linksLimit && link != "" && !slices.Contains(p.Links, link) {
			p.Links = append(p.Links, link)
		}
	}
	for _, link := range links(m.Content) {
		add(link)
	}
	for _, e := range m.Embeds {
		if e == nil {
			continue
		}
		for _, link := range links(e.URL) {
			add(link)
		}
		for _, link := range links(e.Description) {
			add(link)
		}
	}
	return p
}

// linkPattern begins a web address in a text and goes on as far as one can.
var linkPattern = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"'` + "`" + `|\\^{}]+`)

// links are the web addresses in a text, without the punctuation and the
// brackets that stand around them.
func links(text string) []string {
	var all []string
	for _, run := range linkPattern.FindAllString(text, -1) {
		for _, found := range strings.Split(run, "](") { // the words of a link may be a link too
			found = bare(found)
			if u, err := url.Parse(found); err == nil && u.Host != "" && len(found) <= linkLimit {
				all = append(all, found)
			}
		}
	}
	return all
}

// bare takes from the end of a web address what belongs to the text around it.
func bare(link string) string {
	for {
		cut := strings.TrimRight(link, ".,;:!?*،؛؟…»”’")
		for _, pair := range []string{"()", "[]"} {
			if strings.HasSuffix(cut, pair[1:]) && strings.Count(cut, pair[1:]) > strings.Count(cut, pair[:1]) {
				cut = cut[:len(cut)-1]
			}
		}
		if cut == link {
			return link
		}
		link = cut
	}
}
