package entry

// numeral is the value of a number word, in either language.
func numeral(word string) (int64, bool) {
	if v, ok := englishNumeral(word); ok {
		return v, true
	}
	return persianNumeral(word)
}

func englishNumeral(word string) (int64, bool) {
	switch word {
	case "zero", "nought":
		return 0, true
	case "one":
		return 1, true
	case "two":
		return 2, true
	case "three":
		return 3, true
	case "four":
		return 4, true
	case "five":
		return 5, true
	case "six":
		return 6, true
	case "seven":
		return 7, true
	case "eight":
		return 8, true
	case "nine":
		return 9, true
	case "ten":
		return 10, true
	case "eleven":
		return 11, true
	case "twelve":
		return 12, true
	case "thirteen":
		return 13, true
	case "fourteen":
		return 14, true
	case "fifteen":
		return 15, true
	case "sixteen":
		return 16, true
	case "seventeen":
		return 17, true
	case "eighteen":
		return 18, true
	case "nineteen":
		return 19, true
	case "twenty":
		return 20, true
	case "thirty":
		return 30, true
	case "forty":
		return 40, true
	case "fifty":
		return 50, true
	case "sixty":
		return 60, true
	case "seventy":
		return 70, true
	case "eighty":
		return 80, true
	case "ninety":
		return 90, true
	case "hundred":
		return 100, true
	case "thousand":
		return 1e3, true
	case "million":
		return 1e6, true
	case "billion":
		return 1e9, true
	}
	return 0, false
}

func persianNumeral(word string) (int64, bool) {
	switch word {
	case "صفر":
		return 0, true
	case "یک":
		return 1, true
	case "دو":
		return 2, true
	case "سه":
		return 3, true
	case "چهار":
		return 4, true
	case "پنج":
		return 5, true
	case "شش", "شیش":
		return 6, true
	case "هفت":
		return 7, true
	case "هشت":
		return 8, true
	case "نه":
		return 9, true
	case "ده":
		return 10, true
	case "یازده":
		return 11, true
	case "دوازده":
		return 12, true
	case "سیزده":
		return 13, true
	case "چهارده":
		return 14, true
	case "پانزده":
		return 15, true
	case "شانزده":
		return 16, true
	case "هفده":
		return 17, true
	case "هجده", "هیجده":
		return 18, true
	case "نوزده":
		return 19, true
	case "بیست":
		return 20, true
	case "سی":
		return 30, true
	case "چهل":
		return 40, true
	case "پنجاه":
		return 50, true
	case "شصت":
		return 60, true
	case "هفتاد":
		return 70, true
	case "هشتاد":
		return 80, true
	case "نود":
		return 90, true
	case "صد", "یکصد":
		return 100, true
	case "دویست":
		return 200, true
	case "سیصد":
		return 300, true
	case "چهارصد":
		return 400, true
	case "پانصد":
		return 500, true
	case "ششصد":
		return 600, true
	case "هفتصد":
		return 700, true
	case "هشتصد":
		return 800, true
	case "نهصد":
		return 900, true
	case "هزار":
		return 1e3, true
	case "میلیون":
		return 1e6, true
	case "میلیارد":
		return 1e9, true
	}
	return 0, false
}
