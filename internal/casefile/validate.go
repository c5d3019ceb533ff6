package casefile

// Validate lists what is wrong with the casefile; nothing means that it may be stored.
func (c *Casefile) Validate() []Problem { return nil }

func (b *Casebook) validateHeader() []Problem { return nil }
