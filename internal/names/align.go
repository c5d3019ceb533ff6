package names

// Aligning two rows of sounds costs hundredths of a mistyped letter. What one
// romanisation writes and another doesn't is nearly free, what tells two names
// apart is dear: the ی of حمید may be the i of Hamid, hardly the e of Hamed.
type costs struct {
	sub  [128][128]uint16 // one sound for another
	gapA [128]uint16      // a sound of the first row with nothing in the second
	gapB [128]uint16
	edge uint16 // a vowel of the second row, at either end, with nothing in the first
}

// wrong is the cost of a mistyped, missing or extra letter.
const wrong = 100

// tooMuch is the cost of what was given up.
const tooMuch = 100 * wrong

// maxSounds is how many sounds of a word are looked at.
const maxSounds = 32

// The three ways to compare; the Arabic row comes first in acrossScripts.
var (
	withinLatin   = latinCosts()
	withinArabic  = arabicCosts()
	acrossScripts = crossCosts()
)

func everyLetter() *costs {
	var c costs
	for a := range c.sub {
		c.gapA[a], c.gapB[a] = wrong, wrong
		for b := range c.sub[a] {
			if a != b {
				c.sub[a][b] = wrong
			}
		}
	}
	return &c
}

func (c *costs) both(pairs string, cost uint16) {
	for i := 0; i+1 < len(pairs); i += 3 { // "ab cd": two letters and a space
		a, b := pairs[i], pairs[i+1]
		c.sub[a][b], c.sub[b][a] = cost, cost
	}
}

// alike are the consonants that conventions of spelling confuse.
func (c *costs) alike() {
	c.both("kq qg", 25)
	c.both("hX vf ", 30)
	c.both("Xk jZ CS Zz ji ", 40)
	c.both("sz Ss jC CX ks ", 50)
	c.both("kg td pb vb", 60)
	c.both("mn SX", 70)
}

func latinCosts() *costs {
	c := everyLetter()
	c.alike()
	c.both("ou", 10)
	c.both("ei ae yi ye", 25)
	c.both("ya ai au vu", 40)
	c.both("ao eo vo", 50)
	for _, v := range []byte("aeiouy") {
		c.gapA[v], c.gapB[v] = 50, 50
	}
	c.gapA['h'], c.gapB['h'] = 35, 35
	c.gapA[lastHeh], c.gapB[lastHeh] = 3, 3
	c.both("hE", 0)
	return c
}

func arabicCosts() *costs {
	c := everyLetter()
	c.alike()
	c.both("IA YL HE", 0)
	c.both("hH hE ", 10)
	c.both("Wu ", 20)
	for _, v := range []byte{alef, waw, yeh, lastYeh} {
		c.gapA[v], c.gapB[v] = 80, 80
	}
	for _, v := range []byte{ayn, lastHeh, heh} {
		c.gapA[v], c.gapB[v] = 60, 60
	}
	return c
}

// crossCosts compares a row of Arabic script with a Latin one.
func crossCosts() *costs {
	c := everyLetter()
	c.alike()
	for _, v := range []byte("aeiouy") {
		c.sub[firstAlef][v] = 2
		c.sub[ayn][v] = 5
		c.sub['u'][v] = 60
	}
	c.sub['u']['u'], c.sub['u']['o'] = 0, 5
	c.sub[alef]['a'], c.sub[alef]['o'], c.sub[alef]['u'], c.sub[alef]['e'] = 0, 20, 45, 50
	c.sub[waw]['v'], c.sub[waw]['u'], c.sub[waw]['o'] = 0, 0, 8
	c.sub[yeh]['i'], c.sub[yeh]['y'], c.sub[yeh]['e'] = 0, 0, 50
	c.sub[lastYeh]['i'], c.sub[lastYeh]['y'], c.sub[lastYeh]['e'], c.sub[lastYeh]['a'] = 0, 0, 50, 12
	c.sub[heh]['h'], c.sub[heh]['e'], c.sub[heh]['a'] = 0, 30, 40
	c.sub[lastHeh]['h'], c.sub[lastHeh]['e'], c.sub[lastHeh]['a'] = 0, 0, 5
	c.gapA[firstAlef], c.gapA[alef], c.gapA[waw], c.gapA[yeh], c.gapA[lastYeh] = 25, 80, 70, 60, 60
	c.gapA[heh], c.gapA[lastHeh], c.gapA[ayn] = 45, 3, 2
	c.gapB['a'], c.gapB['e'], c.gapB['o'], c.gapB['u'], c.gapB['i'], c.gapB['y'] = 6, 6, 8, 14, 32, 60
	c.sub['h'][lastHeh], c.sub[heh][lastHeh] = 0, 0
	c.sub['s']['S'] = 30 // the s and h of Eshagh look like one letter
	c.gapA['h'], c.gapB['h'], c.gapB[lastHeh] = 45, 80, 3
	c.edge = 50
	return c
}

// A fit is how well one row of sounds aligns with another, in the unit of
// [costs]: with the whole of it, and with its best beginning.
type fit struct {
	whole, beginning uint16
}

// align returns what it costs to read the sound a as the sound b. Letters
// exchanged with their neighbour count as one mistake. Beginning is the cost of
// reading a as the beginning of b. Costs over most may come out as [tooMuch].
func align(a []byte, sa script, b []byte, sb script, most uint16) fit {
	c, turned := withinLatin, false
	switch {
	case sa == arabic && sb == arabic:
		c = withinArabic
	case sa == arabic:
		c = acrossScripts
	case sb == arabic:
		c, turned = acrossScripts, true
	}
	a, b = a[:min(len(a), maxSounds)], b[:min(len(b), maxSounds)]
	if turned {
		return alignCosts(c, b, a, true, most)
	}
	return alignCosts(c, a, b, false, most)
}

// alignCosts aligns a with b. Where turned, b is what was typed, and beginning
// is over the beginnings of a.
func alignCosts(c *costs, a, b []byte, turned bool, most uint16) fit {
	var gaps [maxSounds]uint16
	for j, y := range b {
		gaps[j] = c.gapB[y&127]
		if c.edge > 0 && (j == 0 || j == len(b)-1) && vowel(y) {
			gaps[j] = c.edge
		}
	}
	var rows [3][maxSounds + 1]uint16
	prev, row, before := &rows[0], &rows[1], &rows[2]
	for j := range b {
		prev[j+1] = prev[j] + gaps[j]
	}
	best := prev[len(b)]
	for i, x := range a {
		x &= 127
		sub, gap := &c.sub[x], c.gapA[x]
		row[0] = prev[0] + gap
		least := row[0]
		for j, y := range b {
			y &= 127
			cost := min(prev[j]+sub[y], prev[j+1]+gap, row[j]+gaps[j])
			if i > 0 && j > 0 && x == b[j-1]&127 && a[i-1]&127 == y && x != y {
				cost = min(cost, before[j-1]+wrong)
			}
			row[j+1] = cost
			least = min(least, cost)
		}
		prev, row, before = row, before, prev
		best = min(best, prev[len(b)])
		if least > most {
			if !turned {
				best = tooMuch
			}
			return fit{tooMuch, best}
		}
		if n := len(b); n > 1 { // the last vowel is no edge while still typing
			best = min(best, prev[n-1]+c.gapB[b[n-1]&127])
		}
	}
	f := fit{whole: prev[len(b)], beginning: best}
	if !turned {
		f.beginning = prev[0]
		for j := range b {
			f.beginning = min(f.beginning, prev[j+1])
		}
	}
	return f
}
