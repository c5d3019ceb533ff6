package store

// Among are the rulings of somebody that surely are all that is asked, what is
// told twice once.
func (x Sentenced) Among(who *Person) []*Ruling {
	are, _ := x.asked().of(who)
	return are
}
