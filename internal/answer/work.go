package answer

// aboutWork are the runners of frames about a work, an award or who gives it.
func aboutWork() map[string]func(*teller) {
	return map[string]func(*teller){"made": (*teller).made, "awarded": (*teller).made, "dated": (*teller).made}
}

// made tells the works and awards that the question names, each with whose it is.
func (t *teller) made() { t.unfit() }

// aboutMany are the runners of frames about many.
func aboutMany() map[string]func(*teller) { return map[string]func(*teller){} }
