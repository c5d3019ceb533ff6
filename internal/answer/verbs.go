package answer

import "strings"

// conjugate are the forms of a Persian verb that people write, from its stems:
// "شد/شو/ش" are the past, the present and, where it differs, the spoken present
// stem. With the verb denied or not; half spaces don't matter, as in all phrases.
func conjugate(stems string) (said, denied []string) {
	past, rest, _ := strings.Cut(stems, "/")
	present := strings.Split(rest, "/")
	add := func(prefix, stem string, endings ...string) {
		for _, e := range endings {
			if stem+e == "" {
				continue
			}
			said = append(said, prefix+glide(prefix, stem)+e)
			switch prefix {
			case "می":
				denied = append(denied, "نمی"+stem+e)
			case "ب":
			default:
				denied = append(denied, "ن"+glide("ن", stem)+e)
			}
		}
	}
	// They did, they did it to him: شدند، شدن، گرفتنش.
	add("", past, "", "م", "ی", "یم", "ید", "ین", "ند", "ن", "ش", "نش", "ندش", "مش", "شون", "نشون")
	add("می", past, "", "م", "ی", "یم", "ید", "ین", "ند", "ن", "ش", "نش", "ندش")
	add("", past+"ه", "", "ام", "ای", "است", "ایم", "اید", "اند", "ان", "ست", "س", "ن", "بود", "بودند", "بودن", "باشد", "باشه", "اش")
	for _, stem := range present {
		endings := []string{"م", "ی", "د", "ه", "یم", "ید", "ین", "ند", "ن", "نش", "ندش"}
		if strings.HasSuffix(stem, "ا") { // خواد، میان
			endings = []string{"م", "ی", "د", "یم", "ید", "ین", "ند", "ن"}
		}
		add("می", stem, endings...)
		add("ب", stem, endings...)
		for _, e := range endings {
			denied = append(denied, "ن"+glide("ن", stem)+e)
		}
	}
	return said, denied
}

// glide is a stem after a prefix: نیامد, بیاید.
func glide(prefix, stem string) string {
	if prefix == "" || prefix == "می" {
		return stem
	}
	for _, a := range [...]string{"آ", "ا"} {
		if rest, ok := strings.CutPrefix(stem, a); ok {
			return "یا" + rest
		}
	}
	return stem
}
