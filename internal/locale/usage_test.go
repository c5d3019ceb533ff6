package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every key that the program's sources name is in the catalogue, and nothing
// is in the catalogue that no source names. A key that is put together, such
// as "status." and a code, is named by its beginning.
func TestKeysAreUsed(t *testing.T) {
	t.Parallel()
	base := raw(t, Fallback)
	asked, literals := sources(t, filepath.Join("..", ".."))
	for key, where := range asked {
		if _, ok := base[key]; !ok {
			t.Errorf("%s: no words for %q", where, key)
		}
	}
	var beginnings []string
	for s := range literals {
		if strings.HasSuffix(s, ".") && len(s) > 1 {
			beginnings = append(beginnings, s)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(base)) {
		if literals[key] || slices.ContainsFunc(beginnings, func(s string) bool { return strings.HasPrefix(key, s) }) {
			continue
		}
		if stem := key[:strings.LastIndexByte(key, '.')]; literals[stem] { // key + "_in"
			continue
		}
		if i := strings.LastIndexByte(key, '_'); i > 0 && literals[key[:i]] {
			continue
		}
		t.Errorf("no source names %s", key)
	}
}

// sources reads the program's Go files, tests left out: the keys that are
// asked for by name, with where, and all string literals.
func sources(t *testing.T, root string) (asked map[string]string, literals map[string]bool) {
	t.Helper()
	asked, literals = map[string]string{}, map[string]bool{}
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if name == "testdata" || name == "node_modules" || name == "discordsim" || len(name) > 1 && name[0] == '.' && name != ".." {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, ok := unquoted(n); ok {
					literals[s] = true
				}
			case *ast.CallExpr:
				call, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || len(n.Args) == 0 {
					return true
				}
				switch call.Sel.Name {
				case "T", "words", "bold", "label", "also":
					if s, ok := unquoted(n.Args[0]); ok && strings.Contains(s, ".") {
						asked[s] = files.Position(n.Pos()).String()
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) < 50 {
		t.Fatalf("only %d keys found in the sources", len(asked))
	}
	return asked, literals
}

// unquoted is the text of a string literal; a format such as
// "month.hijri.%d" up to its verb.
func unquoted(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	s, _, _ = strings.Cut(s, "%")
	return s, err == nil
}
