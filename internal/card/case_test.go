package card

import (
	"testing"

	"vigil/internal/locale"
)

func BenchmarkCase(b *testing.B) {
	all := starter(b)
	catalogue := words(b)
	for _, slug := range []string{"mohammad-rasoulof", "raif-badawi"} {
		for _, lang := range []string{"en", "fa"} {
			b.Run(slug+"/"+lang, func(b *testing.B) {
				c, l, now := all[slug], catalogue.For(lang, locale.Options{}), today()
				b.ReportAllocs()
				for b.Loop() {
					Case(c, l, now)
				}
			})
		}
	}
}
