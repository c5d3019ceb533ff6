package discordsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// apiError is an answer with which Discord refuses a request.
type apiError struct {
	Status  int          // HTTP status
	Code    int          // Discord's JSON error code; 0 for a general error
	Message string       // as Discord words it
	Fields  []fieldError // what is wrong where, with code 50035
}

// fieldError is one fault of a form: Path is dotted, as "embeds.0.title".
type fieldError struct{ Path, Code, Message string }

func (e *apiError) Error() string {
	s := fmt.Sprintf("%d %s (%d)", e.Status, e.Message, e.Code)
	for _, f := range e.Fields {
		s += fmt.Sprintf("; %s: %s", f.Path, f.Message)
	}
	return s
}

// refuse makes an error of one of Discord's codes.
func refuse(code int) *apiError {
	switch code {
	case 10002:
		return &apiError{Status: 404, Code: code, Message: "Unknown Application"}
	case 10003:
		return &apiError{Status: 404, Code: code, Message: "Unknown Channel"}
	case 10004:
		return &apiError{Status: 404, Code: code, Message: "Unknown Guild"}
	case 10007:
		return &apiError{Status: 404, Code: code, Message: "Unknown Member"}
	case 10008:
		return &apiError{Status: 404, Code: code, Message: "Unknown Message"}
	case 10011:
		return &apiError{Status: 404, Code: code, Message: "Unknown Role"}
	case 10013:
		return &apiError{Status: 404, Code: code, Message: "Unknown User"}
	case 10015:
		return &apiError{Status: 404, Code: code, Message: "Unknown Webhook"}
	case 10062:
		return &apiError{Status: 404, Code: code, Message: "Unknown interaction"}
	case 10063:
		return &apiError{Status: 404, Code: code, Message: "Unknown application command"}
	case 10066:
		return &apiError{Status: 404, Code: code, Message: "Unknown application command permissions"}
	case 20012:
		return &apiError{Status: 403, Code: code, Message: "You are not authorized to perform this action on this application"}
	case 30032:
		return &apiError{Status: 400, Code: code, Message: "Maximum number of application commands reached (100)."}
	case 40005:
		return &apiError{Status: 413, Code: code, Message: "Request entity too large"}
	case 40033:
		return &apiError{Status: 400, Code: code, Message: "This message has already been crossposted."}
	case 40060:
		return &apiError{Status: 400, Code: code, Message: "Interaction has already been acknowledged."}
	case 50001:
		return &apiError{Status: 403, Code: code, Message: "Missing Access"}
	case 50005:
		return &apiError{Status: 403, Code: code, Message: "Cannot edit a message authored by another user"}
	case 50006:
		return &apiError{Status: 400, Code: code, Message: "Cannot send an empty message"}
	case 50007:
		return &apiError{Status: 403, Code: code, Message: "Cannot send messages to this user"}
	case 50008:
		return &apiError{Status: 400, Code: code, Message: "Cannot send messages in a non-text channel"}
	case 50013:
		return &apiError{Status: 403, Code: code, Message: "Missing Permissions"}
	case 50024:
		return &apiError{Status: 400, Code: code, Message: "Cannot execute action on this channel type"}
	case 50027:
		return &apiError{Status: 401, Code: code, Message: "Invalid Webhook Token"}
	case 50109:
		return &apiError{Status: 400, Code: code, Message: "The request body contains invalid JSON."}
	default:
		return &apiError{Status: 400, Code: code, Message: http.StatusText(400)}
	}
}

// general makes an error without a code of its own, as 404 Not Found.
func general(status int) *apiError {
	return &apiError{Status: status, Message: fmt.Sprintf("%d: %s", status, http.StatusText(status))}
}

// MarshalJSON writes the error as Discord does, with the faults of a form
// nested along their paths.
func (e *apiError) MarshalJSON() ([]byte, error) {
	out := map[string]any{"message": e.Message, "code": e.Code}
	if len(e.Fields) > 0 {
		tree := map[string]any{}
		for _, f := range e.Fields {
			at := tree
			for part := range strings.SplitSeq(f.Path, ".") {
				if part == "" {
					continue
				}
				next, ok := at[part].(map[string]any)
				if !ok {
					next = map[string]any{}
					at[part] = next
				}
				at = next
			}
			list, _ := at["_errors"].([]map[string]string)
			at["_errors"] = append(list, map[string]string{"code": f.Code, "message": f.Message})
		}
		out["errors"] = tree
	}
	return json.Marshal(out, json.Deterministic(true))
}

// form gathers what is wrong with a body, so that all of it is told at once.
type form struct {
	prefix string
	faults *[]fieldError
}

func newForm() form { return form{faults: new([]fieldError)} }

// at is the form seen from a member of it.
func (f form) at(path ...any) form {
	var b strings.Builder
	b.WriteString(f.prefix)
	for _, p := range path {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		fmt.Fprint(&b, p)
	}
	f.prefix = b.String()
	return f
}

func (f form) add(code, format string, args ...any) {
	*f.faults = append(*f.faults, fieldError{f.prefix, code, fmt.Sprintf(format, args...)})
}

// required notes that the field must be there.
func (f form) required() { f.add("BASE_TYPE_REQUIRED", "This field is required") }

// length checks the number of characters of s.
func (f form) length(field, s string, least, most int) {
	n := len(s)
	if n > most || n < least {
		n = runes(s)
	} else if least <= 1 {
		return // bytes within the bounds: so are the characters
	} else {
		n = runes(s)
	}
	switch {
	case n == 0 && least > 0:
		f.at(field).required()
	case n > most && least > 0, n < least:
		f.at(field).add("BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	case n > most:
		f.at(field).add("BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	}
}

// count checks the number of entries of a list.
func (f form) count(field string, n, least, most int) {
	switch {
	case n > most && least > 0, n < least:
		f.at(field).add("BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	case n > most:
		f.at(field).add("BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	}
}

// oneOf checks that a number is one of those that Discord knows.
func (f form) oneOf(field string, n int, known ...int) {
	if !slices.Contains(known, n) {
		list := strings.Trim(strings.ReplaceAll(fmt.Sprint(known), " ", ", "), "[]")
		f.at(field).add("BASE_TYPE_CHOICES", "Value must be one of {%s}.", list)
	}
}

// err is nil when nothing was wrong.
func (f form) err() error {
	if len(*f.faults) == 0 {
		return nil
	}
	return &apiError{Status: 400, Code: 50035, Message: "Invalid Form Body", Fields: *f.faults}
}

// decode reads a JSON body. Text that is no JSON, and members of a wrong type,
// are told apart as Discord does.
func decode(body []byte, into any) error {
	if len(body) == 0 {
		body = []byte("{}")
	}
	err := json.Unmarshal(body, into, jsontext.AllowDuplicateNames(true))
	if err == nil {
		return nil
	}
	var wrong *json.SemanticError
	if !asError(err, &wrong) {
		return refuse(50109)
	}
	path := strings.TrimPrefix(string(wrong.JSONPointer), "/")
	f := newForm().at(strings.ReplaceAll(path, "/", "."))
	f.add("BASE_TYPE_BAD_TYPE", "Could not interpret %q as %s.", wrong.JSONValue, wrong.GoType)
	return f.err()
}
