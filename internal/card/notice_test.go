package card

import (
	"strings"
	"testing"
	"time"

	"vigil/internal/locale"
)

func TestNoticesGolden(t *testing.T) {
	t.Parallel()
	inBoth(t, "notices", func(s *said, l *locale.Locale) {
		for _, code := range []string{NoticeGone, NoticeForbidden, NoticeUncertain, NoticeUncertain + " ABCD-EFGH", NoticeRefused, NoticeRefused + " ABCD-EFGH", NoticeUncorrected, NoticeUncorrected + " ABCD-EFGH"} {
			s.card(code, noticed(code, l))
		}
		s.card("a test", TestPost(Test{
			Kinds: []string{"update", "anniversary", "digest"}, Hour: 9, Zone: "Asia/Tehran", Only: l.Country("IR"),
			Next: time.Date(2026, 5, 4, 5, 30, 0, 0, time.UTC),
		}, l))
	})
}

// noticed is a notice of a code, or of a code and a reference.
func noticed(code string, l *locale.Locale) Message {
	code, ref, _ := strings.Cut(code, " ")
	return NoticeCard(code, "123456789012345678", ref, l)
}
