package bot

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gorilla/websocket"
)

// Fatal is a refusal by Discord that trying again cannot mend: somebody has to
// change something first. Words say what, for the operator.
type Fatal struct {
	Code  int // the gateway's close code (4004, 4010–4014), or HTTP's 401
	Words string
}

// Error is the refusal in plain words, with Discord's code.
func (f *Fatal) Error() string { return fmt.Sprintf("%s (Discord's code %d)", f.Words, f.Code) }

const wrongToken = "Discord refused the token. DISCORD_TOKEN is wrong or was reset; " +
	"copy the bot's token anew from https://discord.com/developers/applications (Bot, Reset Token)"

// fatal tells a close of the gateway that is final from one that is not: the
// close codes after which Discord asks clients not to reconnect.
func fatal(err error) (*Fatal, bool) {
	var closed *websocket.CloseError
	if !errors.As(err, &closed) {
		return nil, false
	}
	words := ""
	switch closed.Code {
	case 4004:
		words = wrongToken
	case 4010:
		words = "Discord refused the shard number of this connection"
	case 4011:
		words = "the bot is on more servers than one connection may serve: Discord asks for sharding"
	case 4012:
		words = "Discord no longer speaks the version of the gateway that this program uses; a newer version of the program is needed"
	case 4013:
		words = "Discord refused the intents that this program asks for; a newer version of the program is needed"
	case 4014:
		words = "Discord did not allow the intents that this program asks for; see Privileged Gateway Intents at https://discord.com/developers/applications (Bot)"
	default:
		return nil, false
	}
	return &Fatal{Code: closed.Code, Words: words}, true
}

// unauthorised is the answer of the REST API to a wrong token.
func unauthorised() *Fatal {
	return &Fatal{Code: http.StatusUnauthorized, Words: wrongToken}
}
