package discordsim

// Codes with which the gateway closes a connection.
const (
	closeUnknownError    = 4000
	closeUnknownOpcode   = 4001
	closeDecode          = 4002
	closeNotIdentified   = 4003
	closeAuthentication  = 4004
	closeIdentifiedTwice = 4005
	closeInvalidSeq      = 4007
	closeRateLimited     = 4008
	closeTimedOut        = 4009
	closeInvalidShard    = 4010
	closeInvalidVersion  = 4012
	closeInvalidIntents  = 4013
)

// closeReason words a close code as Discord does.
func closeReason(code int) string {
	switch code {
	case closeUnknownOpcode:
		return "Unknown opcode."
	case closeDecode:
		return "Error while decoding payload."
	case closeNotIdentified:
		return "Not authenticated."
	case closeAuthentication:
		return "Authentication failed."
	case closeIdentifiedTwice:
		return "Already authenticated."
	case closeInvalidSeq:
		return "Invalid `seq`."
	case closeRateLimited:
		return "Rate limited."
	case closeTimedOut:
		return "Session timed out."
	case closeInvalidShard:
		return "Invalid shard."
	case 4011:
		return "Sharding required."
	case closeInvalidVersion:
		return "Invalid API version."
	case closeInvalidIntents:
		return "Invalid intent(s)."
	case 4014:
		return "Disallowed intent(s)."
	default:
		return "Unknown error."
	}
}
