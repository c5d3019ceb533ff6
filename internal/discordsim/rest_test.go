package discordsim_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"vigil/internal/discordsim"
)

// response is what a request was answered with.
type response struct {
	status int
	header http.Header
	body   map[string]any
	list   []map[string]any
}

func (r response) code() int { n, _ := r.body["code"].(float64); return int(n) }

// fault is the code of the first fault at a dotted path of the form.
func (r response) fault(path string) string {
	at := r.body["errors"]
	for part := range strings.SplitSeq(path, ".") {
		if part == "" {
			continue
		}
		m, _ := at.(map[string]any)
		at = m[part]
	}
	m, _ := at.(map[string]any)
	errs, _ := m["_errors"].([]any)
	if len(errs) == 0 {
		return ""
	}
	return errs[0].(map[string]any)["code"].(string)
}

// lawless starts a world whose requests aren't checked by Discord's
// description: for requests that are wrong on purpose.
func lawless(t *testing.T, o discordsim.Options) *world {
	t.Helper()
	s := discordsim.New(o)
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return people(s)
}

func (w *world) do(t *testing.T, method, path, body string) response {
	t.Helper()
	return w.send(t, method, path, "application/json", strings.NewReader(body))
}

func (w *world) send(t *testing.T, method, path, contentType string, body io.Reader) response {
	t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), method, w.URL()+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+w.app.Token)
	req.Header.Set("Content-Type", contentType)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	r := response{status: resp.StatusCode, header: resp.Header}
	if bytes.HasPrefix(b, []byte("[")) {
		err = json.Unmarshal(b, &r.list)
	} else if len(b) > 0 {
		err = json.Unmarshal(b, &r.body)
	}
	if err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	return r
}

func (w *world) messages() string { return "/channels/" + w.general.ID.String() + "/messages" }

func (w *world) commandsPath() string { return "/applications/" + w.app.ID.String() + "/commands" }

// embeds makes n embeds whose descriptions have size characters.
func embeds(n, size int) string {
	one := fmt.Sprintf(`{"description":%q}`, strings.Repeat("é", size))
	return `{"embeds":[` + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + `]}`
}

func button(id string) string {
	return fmt.Sprintf(`{"type":2,"style":1,"label":"a","custom_id":%q}`, id)
}

func row(components ...string) string {
	return `{"type":1,"components":[` + strings.Join(components, ",") + `]}`
}

func TestMessagesAreCheckedAsDiscordDoes(t *testing.T) {
	t.Parallel()
	w := lawless(t, discordsim.Options{Limits: discordsim.NoLimits()})
	for name, c := range map[string]struct {
		body, path, fault string
		code              int
	}{
		"fits":                {body: `{"content":"` + strings.Repeat("é", 2000) + `"}`},
		"too long":            {body: `{"content":"` + strings.Repeat("é", 2001) + `"}`, code: 50035, path: "content", fault: "BASE_TYPE_MAX_LENGTH"},
		"empty":               {body: `{"content":" "}`, code: 50006},
		"no JSON":             {body: `{"content":`, code: 50109},
		"wrong type":          {body: `{"content":["a"]}`, code: 50035, path: "content", fault: "BASE_TYPE_BAD_TYPE"},
		"embed sum fits":      {body: embeds(2, 3000)},
		"embed sum":           {body: embeds(3, 2001), code: 50035, path: "embeds", fault: "MAX_EMBED_SIZE_EXCEEDED"},
		"embed description":   {body: embeds(1, 4097), code: 50035, path: "embeds.0.description", fault: "BASE_TYPE_MAX_LENGTH"},
		"embeds":              {body: embeds(11, 1), code: 50035, path: "embeds", fault: "BASE_TYPE_MAX_LENGTH"},
		"embed of nothing":    {body: `{"embeds":[{"timestamp":"2026-05-12T00:00:00Z"}]}`, code: 50035, path: "embeds.0.description", fault: "BASE_TYPE_REQUIRED"},
		"field without value": {body: `{"embeds":[{"fields":[{"name":"a","value":""}]}]}`, code: 50035, path: "embeds.0.fields.0.value", fault: "BASE_TYPE_REQUIRED"},
		"address":             {body: `{"embeds":[{"title":"a","url":"javascript:x"}]}`, code: 50035, path: "embeds.0.url", fault: "URL_TYPE_INVALID_SCHEME"},
		"rows":                {body: `{"content":"a","components":[` + strings.TrimSuffix(strings.Repeat(row(button("x"))+",", 6), ",") + `]}`, code: 50035, path: "components", fault: "BASE_TYPE_MAX_LENGTH"},
		"buttons": {body: `{"content":"a","components":[` + row(button("1"), button("2"), button("3"), button("4"), button("5"), button("6")) + `]}`,
			code: 50035, path: "components.0.components", fault: "BASE_TYPE_BAD_LENGTH"},
		"custom ID twice": {body: `{"content":"a","components":[` + row(button("x")) + `,` + row(button("x")) + `]}`,
			code: 50035, path: "components.1.components.0.custom_id", fault: "COMPONENT_CUSTOM_ID_DUPLICATED"},
		"custom ID too long": {body: `{"content":"a","components":[` + row(button(strings.Repeat("x", 101))) + `]}`,
			code: 50035, path: "components.0.components.0.custom_id", fault: "BASE_TYPE_BAD_LENGTH"},
		"select of nothing": {body: `{"content":"a","components":[` + row(`{"type":3,"custom_id":"a","options":[]}`) + `]}`,
			code: 50035, path: "components.0.components.0.options", fault: "BASE_TYPE_BAD_LENGTH"},
		"roles chosen already": {body: `{"content":"a","components":[` + row(`{"type":6,"custom_id":"a","max_values":2,"default_values":[{"id":"1","type":"role"},{"id":"2","type":"role"}]}`) + `]}`},
		"more chosen already than may be": {body: `{"content":"a","components":[` + row(`{"type":6,"custom_id":"a","default_values":[{"id":"1","type":"role"},{"id":"2","type":"role"}]}`) + `]}`,
			code: 50035, path: "components.0.components.0.default_values", fault: "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"},
		"a role chosen among channels": {body: `{"content":"a","components":[` + row(`{"type":8,"custom_id":"a","default_values":[{"id":"1","type":"role"}]}`) + `]}`,
			code: 50035, path: "components.0.components.0.default_values.0", fault: "SELECT_COMPONENT_INVALID_DEFAULT_VALUE_TYPE"},
		"at least more than at most": {body: `{"content":"a","components":[` + row(`{"type":6,"custom_id":"a","min_values":3,"max_values":2}`) + `]}`,
			code: 50035, path: "components.0.components.0.max_values", fault: "SELECT_COMPONENT_MAX_VALUES"},
		"too many components": {body: `{"flags":32768,"components":[` + strings.TrimSuffix(strings.Repeat(`{"type":10,"content":"a"},`, 41), ",") + `]}`,
			code: 50035, path: "components", fault: "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
		"nonce": {body: `{"content":"a","nonce":"` + strings.Repeat("n", 26) + `"}`, code: 50035, path: "nonce", fault: "BASE_TYPE_MAX_LENGTH"},
		"mentions both ways": {body: `{"content":"a","allowed_mentions":{"parse":["users"],"users":["1"]}}`,
			code: 50035, path: "allowed_mentions", fault: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := w.do(t, "POST", w.messages(), c.body)
			if r.code() != c.code || c.code == 0 && r.status != 200 {
				t.Fatalf("answered with %d %v, want code %d", r.status, r.body, c.code)
			}
			if c.fault != "" && r.fault(c.path) != c.fault {
				t.Errorf("no %s at %s: %v", c.fault, c.path, r.body["errors"])
			}
		})
	}
}

func TestCommandsAreCheckedAsDiscordDoes(t *testing.T) {
	t.Parallel()
	w := lawless(t, discordsim.Options{Limits: discordsim.NoLimits()})
	option := func(name string, more string) string {
		return fmt.Sprintf(`{"type":3,"name":%q,"description":"d"%s}`, name, more)
	}
	command := func(name string, options ...string) string {
		return fmt.Sprintf(`{"name":%q,"description":"d","options":[%s]}`, name, strings.Join(options, ","))
	}
	long := make([]string, 0, 25)
	for i := range 25 {
		long = append(long, fmt.Sprintf(`{"type":3,"name":"o%d","description":%q,"choices":[%s]}`, i, strings.Repeat("d", 100),
			strings.TrimSuffix(strings.Repeat(`{"name":"`+strings.Repeat("n", 100)+`","value":"`+strings.Repeat("v", 100)+`"},`, 2), ",")))
	}
	for name, c := range map[string]struct{ body, path, fault string }{
		"fits":                  {body: command("پرونده", option("a", `,"required":true`), option("b", ""))},
		"upper case":            {command("Case"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"},
		"space":                 {command("a b"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"},
		"no description":        {`{"name":"a"}`, "0.description", "BASE_TYPE_REQUIRED"},
		"required last":         {command("a", option("a", ""), option("b", `,"required":true`)), "0.options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
		"same option":           {command("a", option("a", ""), option("a", "")), "0.options.1.name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"},
		"same command":          {command("a") + "," + command("a"), "1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"},
		"completes and chooses": {command("a", option("a", `,"autocomplete":true,"choices":[{"name":"a","value":"a"}]`)), "0.options.0.choices", "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES"},
		"too large":             {command("a", long...), "0", "APPLICATION_COMMAND_TOO_LARGE"},
		"Persian locale":        {`{"name":"a","description":"d","description_localizations":{"fa":"x"}}`, "0.description_localizations.fa", "BASE_TYPE_CHOICES"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := w.do(t, "PUT", w.commandsPath(), "["+c.body+"]")
			switch {
			case c.fault == "" && r.status != 200:
				t.Errorf("refused: %v", r.body)
			case c.fault != "" && r.fault(c.path) != c.fault:
				t.Errorf("no %s at %s: %v", c.fault, c.path, r.body)
			}
		})
	}
}

func TestOverwritingKeepsTheIDsOfCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.do(t, "PUT", w.commandsPath(), `[{"name":"a","description":"1"},{"name":"b","description":"1"}]`).list
	second := w.do(t, "PUT", w.commandsPath(), `[{"name":"b","description":"2"}]`).list
	if len(second) != 1 || second[0]["id"] != first[1]["id"] || second[0]["version"] == first[1]["version"] {
		t.Errorf("overwritten: %v, before: %v", second, first)
	}
	if r := w.do(t, "GET", w.commandsPath(), ""); len(r.list) != 1 || r.list[0]["description"] != "2" {
		t.Errorf("registered: %v", r.list)
	}
}

func TestPermissionsAreComputedWithOverwrites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.status != 200 {
		t.Fatalf("refused: %v", r.body)
	}
	bot := w.server.BotRole(w.app)
	w.general.OverwriteRole(bot, 0, discordsim.SendMessages)
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.status != 403 || r.code() != 50013 {
		t.Errorf("without Send Messages: %v", r.body)
	}
	w.general.OverwriteUser(w.app.Bot, discordsim.SendMessages, 0)
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.status != 200 {
		t.Errorf("allowed again to the member: %v", r.body)
	}
	w.general.OverwriteUser(w.app.Bot, 0, discordsim.ViewChannel)
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.code() != 50001 {
		t.Errorf("without View Channel: %v", r.body)
	}
	w.general.Delete()
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.status != 404 || r.code() != 10003 {
		t.Errorf("deleted: %v", r.body)
	}
	role := w.server.AddRole("curators", discordsim.ManageMessages)
	w.server.Give(w.bob, role)
	other := w.server.AddChannel("other")
	if !other.PermissionsOf(w.bob).Has(discordsim.ManageMessages) || other.PermissionsOf(w.ann).Has(discordsim.ManageMessages) {
		t.Error("the role's permission is not Bob's alone")
	}
	w.server.SetOwner(w.ann)
	if other.PermissionsOf(w.ann) != discordsim.AllPermissions {
		t.Error("the owner may not do everything")
	}
}

func TestNonceMakesOneMessage(t *testing.T) {
	t.Parallel()
	clock := discordsim.NewClock(time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC))
	w := newWorld(t, func(o *discordsim.Options) { o.Clock, o.Limits = clock, discordsim.NoLimits() })
	send := func(body string) any { return w.do(t, "POST", w.messages(), body).body["id"] }
	first := send(`{"content":"a","nonce":"n","enforce_nonce":true}`)
	if again := send(`{"content":"a","nonce":"n","enforce_nonce":true}`); again != first {
		t.Error("the same nonce made a second message")
	}
	if again := send(`{"content":"other","nonce":"n","enforce_nonce":true}`); again != first || w.general.Messages()[0].Content != "a" {
		t.Error("the same nonce changed the message")
	}
	other := "/channels/" + w.server.AddChannel("other").ID.String() + "/messages"
	if r := w.do(t, "POST", other, `{"content":"a","nonce":"n","enforce_nonce":true}`); r.body["id"] == first {
		t.Error("a nonce holds in every channel")
	}
	if loose := send(`{"content":"a","nonce":"n"}`); loose == first {
		t.Error("a nonce that isn't enforced was")
	}
	clock.Advance(10 * time.Minute)
	if late := send(`{"content":"a","nonce":"n","enforce_nonce":true}`); late == first {
		t.Error("the nonce was remembered for ten minutes")
	}
	if n := len(w.general.Messages()); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

func TestHistoryByPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.Limits = discordsim.NoLimits() })
	var ids []string
	for i := range 5 {
		ids = append(ids, w.do(t, "POST", w.messages(), fmt.Sprintf(`{"content":"%d"}`, i)).body["id"].(string))
	}
	read := func(query string) (s string) {
		for _, m := range w.do(t, "GET", w.messages()+query, "").list {
			s += m["content"].(string)
		}
		return s
	}
	for query, want := range map[string]string{
		"": "43210", "?limit=2": "43", "?before=" + ids[2]: "10", "?after=" + ids[2]: "43", "?after=" + ids[0] + "&limit=2": "21",
		"?around=" + ids[2] + "&limit=3": "321",
	} {
		if got := read(query); got != want {
			t.Errorf("%q lists %q, want %q", query, got, want)
		}
	}
	if r := w.do(t, "DELETE", w.messages()+"/"+ids[4], ""); r.status != 204 {
		t.Errorf("deleting: %v", r.body)
	}
	if r := w.do(t, "PATCH", w.messages()+"/"+ids[4], `{"content":"x"}`); r.code() != 10008 {
		t.Errorf("editing what is deleted: %v", r.body)
	}
	said, err := w.As(w.ann).In(w.general).Say("mine")
	if err != nil {
		t.Fatal(err)
	}
	if r := w.do(t, "PATCH", w.messages()+"/"+said.ID.String(), `{"content":"x"}`); r.code() != 50005 {
		t.Errorf("editing Ann's message: %v", r.body)
	}
	r := w.do(t, "PATCH", w.messages()+"/"+ids[0], `{"content":"x"}`)
	if r.status != 200 || r.body["edited_timestamp"] == nil || w.general.Messages()[0].Content != "x" {
		t.Errorf("edited: %v", r.body)
	}
}

func TestDirectMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	open := func(u *discordsim.User) string {
		return w.do(t, "POST", "/users/@me/channels", fmt.Sprintf(`{"recipient_id":"%d"}`, u.ID)).body["id"].(string)
	}
	id := open(w.ann)
	if open(w.ann) != id || open(w.bob) == id {
		t.Error("a person has not one channel of their own")
	}
	if r := w.do(t, "POST", "/channels/"+id+"/messages", `{"content":"psst"}`); r.status != 200 {
		t.Fatalf("refused: %v", r.body)
	}
	if got := w.As(w.ann).DM(w.app).Messages(); len(got) != 1 || got[0].Content != "psst" {
		t.Errorf("Ann reads %v", got)
	}
	w.ann.CloseDMs(true)
	if r := w.do(t, "POST", "/channels/"+id+"/messages", `{"content":"psst"}`); r.status != 403 || r.code() != 50007 {
		t.Errorf("closed: %v", r.body)
	}
}

func TestCrosspostOnlyInAnnouncementChannels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	news := w.server.AddChannelOf(discordsim.AnnouncementChannel, "news")
	for ch, want := range map[*discordsim.Channel][]int{w.general: {50024, 50024}, news: {0, 40033}} {
		path := "/channels/" + ch.ID.String() + "/messages"
		id := w.do(t, "POST", path, `{"content":"a"}`).body["id"].(string)
		for _, code := range want {
			if r := w.do(t, "POST", path+"/"+id+"/crosspost", ""); r.code() != code {
				t.Errorf("crosspost in %s: %v, want %d", ch.Name(), r.body, code)
			}
		}
		if flagged := ch.Messages()[0].Flags&discordsim.Crossposted != 0; flagged != (ch == news) {
			t.Errorf("crossposted in %s: %v", ch.Name(), flagged)
		}
	}
}

// What an announcement channel lets a bot do depends on the channel, as
// anywhere.
func TestPermissionsInAnnouncementChannels(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.Limits = discordsim.NoLimits() })
	news := w.server.AddChannelOf(discordsim.AnnouncementChannel, "news")
	path := "/channels/" + news.ID.String() + "/messages"
	mine := w.do(t, "POST", path, `{"content":"a"}`).body["id"].(string)
	said, err := w.As(w.ann).In(news).Say("hers")
	if err != nil {
		t.Fatal(err)
	}
	bot := w.server.BotRole(w.app)
	const card = `{"embeds":[{"title":"a"}]}`
	for _, tt := range []struct {
		denied                   discordsim.Permissions
		method, path, body, what string
		code                     int
	}{
		{discordsim.EmbedLinks, "POST", path, card, "a card without Embed Links", 50013},
		{discordsim.EmbedLinks, "POST", path, `{"content":"b"}`, "text without Embed Links", 0},
		{discordsim.SendMessages, "POST", path, card, "a card without Send Messages", 50013},
		{discordsim.SendMessages, "POST", path + "/" + mine + "/crosspost", "", "publishing without Send Messages", 50013},
		{discordsim.ManageMessages, "POST", path + "/" + said.ID.String() + "/crosspost", "", "publishing hers without Manage Messages", 50013},
		{discordsim.ManageMessages, "POST", path + "/" + mine + "/crosspost", "", "publishing without Manage Messages", 0},
		{discordsim.SendMessages, "PATCH", path + "/" + mine, `{"content":"c"}`, "editing without Send Messages", 0},
		{discordsim.ViewChannel, "PATCH", path + "/" + mine, `{"content":"c"}`, "editing without View Channel", 50001},
		{discordsim.SendMessages, "DELETE", path + "/" + mine, "", "deleting without Send Messages", 0},
	} {
		news.OverwriteRole(bot, 0, tt.denied)
		if r := w.do(t, tt.method, tt.path, tt.body); r.code() != tt.code {
			t.Errorf("%s: %v, want %d", tt.what, r.body, tt.code)
		}
	}
	news.OverwriteRole(bot, 0, discordsim.ReadMessageHistory)
	if r := w.do(t, "GET", path, ""); r.status != 200 || len(r.list) != 0 {
		t.Errorf("the history without Read Message History: %d %v", r.status, r.list)
	}
}

func TestAttachmentsAreServedBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("payload_json", `{"attachments":[{"id":"0","filename":"a.png","description":"a dot"}],"embeds":[{"image":{"url":"attachment://a.png"}}]}`)
	f, err := m.CreateFormFile("files[0]", "a.png")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(f, dot)
	_ = m.Close()
	r := w.send(t, "POST", w.messages(), m.FormDataContentType(), &b)
	if r.status != 200 {
		t.Fatalf("refused: %v", r.body)
	}
	got := w.general.Messages()[0]
	a := got.Attachments[0]
	if a.Description != "a dot" || a.Width != 1 || a.ContentType != "image/png" || got.Embeds[0].Image.URL != a.URL {
		t.Errorf("attached %+v, shown %+v", a, got.Embeds[0].Image)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if back, _ := io.ReadAll(resp.Body); string(back) != dot || resp.Header.Get("Content-Type") != "image/png" {
		t.Errorf("served back %q as %s", back, resp.Header.Get("Content-Type"))
	}
}

// dot is a picture of one pixel.
const dot = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"

func TestPingsAreRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.Limits = discordsim.NoLimits() })
	w.server.BotRole(w.app).Set(discordsim.BotPermissions | discordsim.MentionEveryone)
	text := fmt.Sprintf("@everyone %s <@&%d>", w.ann.Mention(), w.server.AddRole("readers", 0).ID)
	for allowed, want := range map[string]int{
		`,"allowed_mentions":{"parse":[]}`: 0, "": 3, `,"allowed_mentions":{"parse":["users"]}`: 1, `,"allowed_mentions":{"parse":["roles","everyone"]}`: 2,
	} {
		w.Forget()
		w.do(t, "POST", w.messages(), fmt.Sprintf(`{"content":%q%s}`, text, allowed))
		n := 0
		for _, p := range w.Pings() {
			n += len(p.Whom)
		}
		if n != want {
			t.Errorf("%s pinged %v", allowed, w.Pings())
		}
	}
	w.Forget()
	w.do(t, "POST", w.messages(), fmt.Sprintf(`{"embeds":[{"description":%q}]}`, text))
	if len(w.Pings()) > 0 {
		t.Error("an embed pinged somebody")
	}
}

func TestWhoeverIsNotSignedIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.app.ResetToken()
	if r := w.do(t, "GET", "/users/@me", ""); r.status != 401 || r.code() != 0 {
		t.Errorf("answered with %d %v", r.status, r.body)
	}
	if n := w.InvalidRequests(); n != 1 {
		t.Errorf("%d invalid requests", n)
	}
	q := w.Requests()
	if len(q) != 1 || q[0].Status != 401 || q[0].Path != "/users/@me" {
		t.Errorf("the audit has %+v", q)
	}
}

func TestTheAuditForgets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.KeepRequests, o.KeepMessages, o.Limits = 3, 4, discordsim.NoLimits() })
	for i := range 20 {
		w.do(t, "POST", w.messages(), fmt.Sprintf(`{"content":"%d"}`, i))
	}
	q := w.Requests()
	if len(q) != 3 || !strings.Contains(string(q[2].Body), "19") || !strings.Contains(string(q[0].Body), "17") || w.RequestCount() != 20 {
		t.Errorf("kept %d of %d requests, the last %s", len(q), w.RequestCount(), q[len(q)-1].Body)
	}
	if m := w.general.Messages(); len(m) > 5 || m[len(m)-1].Content != "19" {
		t.Errorf("kept %d messages", len(m))
	}
}

// Each answer is checked against Discord's description, where that is there.
func TestEndpointsThatBotsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bot := w.server.BotRole(w.app)
	bot.Set(discordsim.AllPermissions)
	g, ch := "/guilds/"+w.server.ID.String(), "/channels/"+w.general.ID.String()
	id := w.do(t, "POST", ch+"/messages", `{"content":"a"}`).body["id"].(string)
	id2 := w.do(t, "POST", ch+"/messages", `{"content":"b"}`).body["id"].(string)
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/gateway", "", 200},
		{"GET", "/gateway/bot", "", 200},
		{"GET", "/users/@me", "", 200},
		{"GET", "/users/@me/guilds", "", 200},
		{"GET", "/users/" + w.ann.ID.String(), "", 200},
		{"GET", "/users/1", "", 404},
		{"GET", "/applications/@me", "", 200},
		{"GET", "/oauth2/applications/@me", "", 200},
		{"GET", g, "", 200},
		{"GET", g + "?with_counts=true", "", 200},
		{"GET", "/guilds/1", "", 404},
		{"GET", g + "/channels", "", 200},
		{"POST", g + "/channels", `{"name":"made"}`, 201},
		{"GET", g + "/roles", "", 200},
		{"GET", g + "/roles/" + bot.ID.String(), "", 200},
		{"POST", g + "/roles", `{"name":"made"}`, 200},
		{"GET", g + "/members?limit=10", "", 200},
		{"GET", g + "/members/" + w.ann.ID.String(), "", 200},
		{"GET", g + "/members/1", "", 404},
		{"PUT", g + "/members/" + w.ann.ID.String() + "/roles/" + bot.ID.String(), "", 204},
		{"GET", w.commandsPath(), "", 200},
		{"GET", w.commandsPath() + "/1", "", 404},
		{"POST", w.commandsPath(), `{"name":"a","description":"d"}`, 201},
		{"POST", w.commandsPath(), `{"name":"a","description":"e"}`, 200},
		{"GET", "/applications/" + w.app.ID.String() + g + "/commands", "", 200},
		{"GET", "/applications/" + w.app.ID.String() + g + "/commands/permissions", "", 200},
		{"GET", "/applications/1/commands", "", 403},
		{"GET", ch, "", 200},
		{"PATCH", ch, `{"topic":"t"}`, 200},
		{"PUT", ch + "/permissions/" + bot.ID.String(), `{"type":0,"allow":"1024","deny":"0"}`, 204},
		{"DELETE", ch + "/permissions/" + bot.ID.String(), "", 204},
		{"GET", ch + "/messages/" + id, "", 200},
		{"PUT", ch + "/pins/" + id, "", 204},
		{"GET", ch + "/pins", "", 200},
		{"POST", ch + "/typing", "", 204},
		{"POST", ch + "/messages/bulk-delete", `{"messages":["` + id + `","` + id2 + `"]}`, 204},
		{"DELETE", ch, "", 200},
		{"DELETE", "/users/@me" + g, "", 204},
		{"GET", g, "", 404},
	} {
		if r := w.do(t, c.method, c.path, c.body); r.status != c.status {
			t.Errorf("%s %s: %d %v, want %d", c.method, c.path, r.status, r.body, c.status)
		}
	}
}
