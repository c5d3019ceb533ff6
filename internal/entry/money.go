package entry

import (
	"strings"

	"golang.org/x/text/currency"
)

// Toman is the unit in which Iranians count money, ten rials. ISO 4217 has no
// code for it; what was typed in tomans is kept in tomans, under the code that
// others use, and not converted: the sum stays the one that the source gives.
const Toman = "IRT"

// money is a currency that was typed.
type money struct {
	code string // of ISO 4217, or [Toman]; "" if it may be several
}

// moneyAt is the currency that stands at toks[i], and how many tokens it
// takes; 0 if none does. country decides what a name means that several
// countries have for their own money.
func moneyAt(line string, toks []token, i int, country string) (m money, n int) {
	if i >= len(toks) {
		return money{}, 0
	}
	m, n = phrase(toks[i:], 3, func(words string) (money, bool) {
		if code := namedCurrency(words); code != "" {
			return money{code: code}, true
		}
		if code, ok := sharedCurrency(words, country); ok {
			return money{code: code}, true
		}
		return money{}, false
	})
	if n > 0 {
		return m, n
	}
	if t := toks[i]; !t.sign && !t.digits && !t.quoted && t.to-t.from == 3 {
		code := line[t.from:t.to]
		if u, err := currency.ParseISO(code); err == nil && u.String() == code || code == Toman {
			return money{code: code}, 1
		}
	}
	return money{}, 0
}

// namedCurrency is the code of a currency that is meant by one name, and of
// the usual codes in small letters.
func namedCurrency(words string) string {
	switch words {
	case "irr", "iranian rial", "iranian rials", "ریال ایران":
		return "IRR"
	case "irt", "toman", "tomans", "tuman", "tumans", "تومان", "تومن":
		return Toman
	case "usd", "us dollar", "us dollars", "us $", "american dollars", "u s dollars", "دلار امریکا", "دلار ایالات متحده":
		return "USD"
	case "eur", "euro", "euros", "€", "یورو":
		return "EUR"
	case "gbp", "pound sterling", "pounds sterling", "british pounds", "£", "پوند استرلینگ", "پوند بریتانیا", "پوند انگلیس":
		return "GBP"
	case "rub", "russian rouble", "russian roubles", "russian ruble", "russian rubles", "روبل روسیه":
		return "RUB"
	case "byn", "belarusian rouble", "belarusian roubles", "belarusian ruble", "belarusian rubles", "روبل بلاروس":
		return "BYN"
	case "egp", "egyptian pound", "egyptian pounds", "پوند مصر", "لیره مصر", "جنیه مصر":
		return "EGP"
	case "sar", "saudi riyal", "saudi riyals", "saudi rials", "ریال عربستان", "ریال سعودی":
		return "SAR"
	case "hkd", "hong kong dollar", "hong kong dollars", "hk $", "دلار هنگ کنگ", "دلار هنگکنگ":
		return "HKD"
	case "cny", "rmb", "yuan", "renminbi", "یوان", "یوان چین":
		return "CNY"
	case "try", "turkish lira", "turkish liras", "لیر ترکیه", "لیره ترکیه":
		return "TRY"
	case "gtq", "quetzal", "quetzals", "quetzales", "کتزال", "کتسال", "کتزال گواتمالا":
		return "GTQ"
	case "afn", "afghani", "afghanis", "افغانی":
		return "AFN"
	case "iqd", "iraqi dinar", "iraqi dinars", "دینار عراق":
		return "IQD"
	case "aed", "uae dirham", "uae dirhams", "emirati dirhams", "درهم امارات":
		return "AED"
	case "etb", "birr", "بیر اتیوپی":
		return "ETB"
	case "ern", "nakfa", "ناکفا":
		return "ERN"
	case "azn", "azerbaijani manat", "azerbaijani manats", "منات اذربایجان":
		return "AZN"
	case "tjs", "somoni", "somonis", "سامانی":
		return "TJS"
	case "kzt", "tenge", "تنگه قزاقستان":
		return "KZT"
	case "uah", "hryvnia", "hryvnias", "hryvnya":
		return "UAH"
	case "vnd", "dong", "vietnamese dong":
		return "VND"
	case "chf", "swiss franc", "swiss francs", "فرانک سوییس":
		return "CHF"
	}
	return ""
}

// sharedCurrency is the code that a name has which several currencies share,
// in a country that has one of them; "" if it can't be told. A rial is Iran's
// unless the country has its own.
func sharedCurrency(words, country string) (code string, ok bool) {
	var of string
	switch words {
	case "rial", "rials", "ریال":
		of = "OM=OMR YE=YER SA=SAR QA=QAR *=IRR"
	case "riyal", "riyals":
		of = "SA=SAR QA=QAR YE=YER OM=OMR IR=IRR"
	case "rouble", "roubles", "ruble", "rubles", "روبل":
		of = "RU=RUB BY=BYN"
	case "dinar", "dinars", "دینار":
		of = "IQ=IQD KW=KWD BH=BHD JO=JOD DZ=DZD TN=TND LY=LYD RS=RSD"
	case "dirham", "dirhams", "درهم":
		of = "AE=AED MA=MAD"
	case "lira", "liras", "لیر", "لیره":
		of = "TR=TRY"
	case "rupee", "rupees", "روپیه":
		of = "IN=INR PK=PKR LK=LKR NP=NPR"
	case "manat", "manats", "منات":
		of = "AZ=AZN TM=TMT"
	case "som", "soms", "سوم":
		of = "UZ=UZS KG=KGS"
	case "pound", "pounds", "پوند":
		of = "GB=GBP EG=EGP SD=SDG SS=SSP SY=SYP LB=LBP"
	case "peso", "pesos", "پزو":
		of = "MX=MXN CU=CUP PH=PHP AR=ARS CL=CLP CO=COP"
	case "dollar", "dollars", "$", "دلار", "franc", "francs", "فرانک":
	default:
		return "", false
	}
	usual := ""
	for pair := range strings.FieldsSeq(of) {
		place, code, _ := strings.Cut(pair, "=")
		if place == country {
			return code, true
		}
		if place == "*" {
			usual = code
		}
	}
	return usual, true
}
