package names

import "testing"

// TestRespelled reads foreign names as Persian newspapers write them.
func TestRespelled(t *testing.T) {
	t.Parallel()
	for latin, persian := range map[string]string{
		"José": "خوزه", "Maxim Znak": "ماکسیم زناک", "Can Atalay": "جان آتالای", "Çiğdem Mater": "چیدم ماتر",
		"Angela Gui": "آنجلا گوی", "Jovita Tzul": "یوویتا تزول", "Tatsyana Khomich": "تاتیانا خومیچ", "Zhang": "جانگ",
		"Ludovic Trarieux": "لودویک تراریو", "Jean-Christophe Simon": "ژان کریستوف سیمون", "Mücella Yapıcı": "موجلا یاپیجی",
		"Sergei Podoprigorov": "سرگئی پودوپریگوروف", "Valiantsin Stefanovic": "والنتین استفانوویچ",
	} {
		if like := SimilarityAbroad(persian, latin); like < 0.9 {
			t.Errorf("%s is only %.2f like %s", persian, like, latin)
		}
	}
}

// TestAbroadKeepsApart holds what sounds alike somewhere against the pairs of names that are
// different people's.
func TestAbroadKeepsApart(t *testing.T) {
	t.Parallel()
	kept := 0
	for _, p := range pairings(t) {
		if p.same {
			continue
		}
		kept++
		if like := SimilarityAbroad(p.persian, p.latin); like >= 0.9 {
			t.Errorf("%s is %.2f like %s, another name", p.persian, like, p.latin)
		}
	}
	if kept < 100 {
		t.Errorf("only %d pairs of different names", kept)
	}
}
