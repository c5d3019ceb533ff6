package discordsim

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// patience is how long an action waits for the bot, in real time: longer than
// the bot has to acknowledge.
const patience = 15 * time.Second

// maxAction bounds what the page sends at once: a file in base64 and a bit.
const maxAction = maxFile*4/3 + 1<<16

// webAction is what the page sends. Which members mean something depends on the
// path; all say who acts and where.
type webAction struct {
	As       string             `json:"as"`
	Channel  string             `json:"channel"`
	Text     string             `json:"text"`      // say
	Command  string             `json:"command"`   // use, complete: its ID
	Path     string             `json:"path"`      // use, complete: with its subcommands
	Options  map[string]string  `json:"options"`   // use, complete
	Files    map[string]webFile `json:"files"`     // use, submit: by option or field
	Focused  string             `json:"focused"`   // complete
	Target   string             `json:"target"`    // use: the message of a menu's command
	Message  string             `json:"message"`   // press, dismiss
	CustomID string             `json:"custom_id"` // press
	Values   jsontext.Value     `json:"values"`    // press: of a select; submit: by field
	Modal    string             `json:"modal"`     // submit
	By       string             `json:"by"`        // clock: hour, day, week, month or year
	To       time.Time          `json:"to"`        // clock
	Stop     bool               `json:"stop"`      // clock: on its way
}

// webFile is a file in base64.
type webFile struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

// webModal is a form for the page to show.
type webModal struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// webAnswer is what an action comes to. What the bot says arrives as news.
type webAnswer struct {
	Modal   *webModal  `json:"modal,omitzero"`
	Choices []Choice   `json:"choices,omitzero"`
	Now     *time.Time `json:"now,omitzero"`
	Walk    *walk      `json:"walk,omitzero"`
}

// refusal is an action that can't be done, in words for the page.
type refusal struct {
	status int
	words  string
}

func (r *refusal) Error() string { return r.words }

func (p *Page) actions(mux *http.ServeMux) {
	for path, do := range map[string]func(context.Context, Actor, webAction) (webAnswer, error){
		"say": p.say, "use": p.use, "complete": p.complete, "press": p.press, "submit": p.submit, "dismiss": p.dismiss,
	} {
		mux.HandleFunc("POST /api/"+path, func(w http.ResponseWriter, r *http.Request) {
			p.act(w, r, func(ctx context.Context, act webAction) (webAnswer, error) {
				p.walks.steps.RLock()
				defer p.walks.steps.RUnlock()
				who, err := p.actor(act)
				if err != nil {
					return webAnswer{}, err
				}
				return do(ctx, who, act)
			})
		})
	}
	mux.HandleFunc("POST /api/clock", func(w http.ResponseWriter, r *http.Request) { p.act(w, r, p.moveClock) })
}

// act reads an action, does it and answers.
func (p *Page) act(w http.ResponseWriter, r *http.Request, do func(context.Context, webAction) (webAnswer, error)) {
	// A form of another site can't send this type without being asked first.
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		fail(w, http.StatusUnsupportedMediaType, "An action is JSON.")
		return
	}
	var act webAction
	if err := json.UnmarshalRead(http.MaxBytesReader(w, r.Body, maxAction), &act); err != nil {
		fail(w, http.StatusBadRequest, "That is no action: "+err.Error())
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	out, err := do(ctx, act)
	if err != nil {
		no := inWords(err)
		fail(w, no.status, no.words)
		return
	}
	respond(w, out)
}

// inWords says why something can't be done.
func inWords(err error) *refusal {
	var no *refusal
	var composer *ComposerError
	switch {
	case errors.As(err, &no):
		return no
	case errors.As(err, &composer):
		if composer.Option != "" {
			return &refusal{http.StatusUnprocessableEntity, composer.Option + ": " + composer.Reason + "."}
		}
		return &refusal{http.StatusUnprocessableEntity, composer.Reason + "."}
	case errors.Is(err, ErrNoAnswer):
		return &refusal{http.StatusGatewayTimeout, "The application did not respond."}
	case errors.Is(err, context.DeadlineExceeded):
		return &refusal{http.StatusGatewayTimeout, "The application is not answering."}
	case errors.Is(err, ErrNoCommand):
		return &refusal{http.StatusNotFound, "There is no such command here, or not for you."}
	case errors.Is(err, ErrNoAccess):
		return &refusal{http.StatusForbidden, "You can't do that in this channel."}
	}
	return &refusal{http.StatusUnprocessableEntity, err.Error()}
}

// actor is who acts, where, with their files at hand.
func (p *Page) actor(act webAction) (Actor, error) {
	u := p.sim.User(idOf(act.As))
	if u == nil || u.Bot {
		return Actor{}, &refusal{http.StatusNotFound, "There is nobody like that here."}
	}
	ch := p.sim.Channel(idOf(act.Channel))
	if ch == nil || ch.Person != nil && ch.Person != u {
		return Actor{}, &refusal{http.StatusNotFound, "This channel is gone."}
	}
	var files []File
	for _, f := range act.Files {
		files = append(files, File(f))
	}
	return p.sim.As(u).In(ch).With(files...), nil
}

// idOf reads an ID; zero, which nothing has, when it is none.
func idOf(s string) ID {
	id, _ := ParseID(s)
	return id
}

func (p *Page) say(_ context.Context, who Actor, act webAction) (webAnswer, error) {
	switch text := strings.TrimSpace(act.Text); {
	case text == "":
		return webAnswer{}, &refusal{http.StatusUnprocessableEntity, "An empty message can't be sent."}
	case runes(text) > maxContent:
		return webAnswer{}, &refusal{http.StatusUnprocessableEntity, "A message has at most 2,000 characters."}
	default:
		_, err := who.Say(text)
		return webAnswer{}, err
	}
}

// line is the command as the page's composer filled it in.
func (p *Page) line(who Actor, act webAction) (Line, error) {
	commands := who.Commands()
	i := slices.IndexFunc(commands, func(c *Command) bool { return c.ID.String() == act.Command })
	if i < 0 {
		return Line{}, ErrNoCommand
	}
	l := Line{Command: commands[i]}
	if words := strings.Fields(act.Path); len(words) > 1 {
		l.Path = words[1:]
	}
	for name, text := range act.Options {
		l.Options = append(l.Options, Given{name, text})
	}
	for name, f := range act.Files {
		l.Options = append(l.Options, Given{name, f.Name})
	}
	return l, nil
}

func (p *Page) use(ctx context.Context, who Actor, act webAction) (webAnswer, error) {
	l, err := p.line(who, act)
	if err != nil {
		return webAnswer{}, err
	}
	if l.Command.Type == MessageCommand {
		m, err := p.message(who, act.Target)
		if err != nil {
			return webAnswer{}, err
		}
		return p.acknowledged(ctx)(who.Menu(ctx, l.Command.Name, m))
	}
	return p.acknowledged(ctx)(who.Send(ctx, l))
}

func (p *Page) complete(ctx context.Context, who Actor, act webAction) (webAnswer, error) {
	l, err := p.line(who, act)
	if err != nil {
		return webAnswer{}, err
	}
	if !slices.ContainsFunc(l.Options, func(g Given) bool { return g.Name == act.Focused }) {
		l.Options = append(l.Options, Given{Name: act.Focused})
	}
	choices, err := who.Suggest(ctx, l, act.Focused)
	if choices == nil {
		choices = []Choice{}
	}
	return webAnswer{Choices: choices}, err
}

func (p *Page) press(ctx context.Context, who Actor, act webAction) (webAnswer, error) {
	m, err := p.message(who, act.Message)
	if err != nil {
		return webAnswer{}, err
	}
	if act.Values == nil || act.Values.Kind() == 'n' {
		return p.acknowledged(ctx)(who.Press(ctx, m, act.CustomID))
	}
	var values []string
	if err := json.Unmarshal(act.Values, &values); err != nil {
		return webAnswer{}, &refusal{http.StatusBadRequest, "The values of a select are a list."}
	}
	return p.acknowledged(ctx)(who.Select(ctx, m, act.CustomID, values...))
}

func (p *Page) dismiss(_ context.Context, who Actor, act webAction) (webAnswer, error) {
	m, err := p.message(who, act.Message)
	if err == nil {
		who.Dismiss(m)
	}
	return webAnswer{}, err
}

// message is one that the actor sees.
func (p *Page) message(who Actor, id string) (*Message, error) {
	for _, m := range who.Messages() {
		if m.ID.String() == id {
			return m, nil
		}
	}
	return nil, &refusal{http.StatusNotFound, "This message is gone."}
}

// submit sends a form that was opened before.
func (p *Page) submit(ctx context.Context, who Actor, act webAction) (webAnswer, error) {
	form := p.forms.get(act.Modal)
	if form == nil || form.asked.By.user != who.user {
		return webAnswer{}, &refusal{http.StatusNotFound, "This form is no longer open."}
	}
	var values map[string]jsontext.Value
	if err := json.Unmarshal(act.Values, &values); err != nil {
		return webAnswer{}, &refusal{http.StatusBadRequest, "The fields of a form are an object."}
	}
	for name, v := range values {
		var list []string
		if json.Unmarshal(v, &list) != nil {
			list = []string{""}
			if err := json.Unmarshal(v, &list[0]); err != nil {
				return webAnswer{}, &refusal{http.StatusBadRequest, name + ": a text or a list of values."}
			}
		}
		var err error
		if form, err = form.Choose(name, list...); err != nil {
			return webAnswer{}, err
		}
	}
	return p.acknowledged(ctx)(form.By(who.files...).Submit(ctx))
}

// acknowledged waits until the bot has answered in any way, which may be a
// form.
func (p *Page) acknowledged(ctx context.Context) func(*Exchange, error) (webAnswer, error) {
	return func(ex *Exchange, err error) (webAnswer, error) {
		if err != nil {
			return webAnswer{}, err
		}
		if _, err := ex.Deferred(ctx); err != nil {
			return webAnswer{}, err
		}
		form := ex.Form()
		if form == nil {
			return webAnswer{}, nil
		}
		p.forms.put(ex.ID.String(), form)
		return webAnswer{Modal: &webModal{ex.ID.String(), form.Title, form.Components}}, nil
	}
}

// forms are the newest forms that bots opened on the page.
type forms struct {
	mu    sync.Mutex
	by    map[string]*Modal
	order []string
}

// keepForms is how many forms can be open at a time.
const keepForms = 64

func (f *forms) put(id string, m *Modal) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.by == nil {
		f.by = map[string]*Modal{}
	}
	f.by[id] = m
	f.order = append(f.order, id)
	if len(f.order) > keepForms {
		delete(f.by, f.order[0])
		f.order = f.order[1:]
	}
}

func (f *forms) get(id string) *Modal {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.by[id]
}

func respond[T any](w http.ResponseWriter, v T) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(encode(v))
}

// fail answers with a status and words for the page.
func fail(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(encode(struct {
		Error string `json:"error"`
	}{words}))
}
