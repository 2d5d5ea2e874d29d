package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// Mutant makes a workbook that no office program would: truncated, bomb-like, of wrong types, torn. The same generator and base give
// the same mutant. The second value says what was done to it.
func Mutant(t testing.TB, r *rand.Rand, base []byte) ([]byte, string) {
	t.Helper()
	all := mutations()
	m := all[r.IntN(len(all))]
	p := unpackParts(t, base)
	p.r = r
	m.do(p)
	if p.raw != nil {
		return p.raw, m.name
	}
	raw := p.pack(t)
	if m.after != nil {
		raw = m.after(r, raw)
	}
	return raw, m.name
}

type mutation struct {
	name  string
	do    func(*mutable)
	after func(*rand.Rand, []byte) []byte
}

// mutable is a workbook taken apart.
type mutable struct {
	r     *rand.Rand
	names []string
	parts map[string][]byte
	extra []entry
	raw   []byte // made whole already
}

// entry is a part packed by hand, so that what its header says may differ from what it is.
type entry struct {
	head zip.FileHeader
	data []byte
}

func unpackParts(t testing.TB, base []byte) *mutable {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(base), int64(len(base)))
	if err != nil {
		t.Fatalf("office: %v", err)
	}
	m := &mutable{parts: map[string][]byte{}}
	for _, f := range z.File {
		part, err := readPart(z, f.Name)
		if err != nil {
			t.Fatalf("office: %v", err)
		}
		m.names = append(m.names, f.Name)
		m.parts[f.Name] = part
	}
	return m
}

func (m *mutable) pack(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range m.names {
		part, ok := m.parts[n]
		if !ok {
			continue
		}
		w, err := z.Create(n)
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			t.Fatalf("office: %v", err)
		}
	}
	for _, e := range m.extra {
		w, err := z.CreateRaw(&e.head)
		if err == nil {
			_, err = w.Write(e.data)
		}
		if err != nil {
			t.Fatalf("office: %v", err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatalf("office: %v", err)
	}
	return b.Bytes()
}

// any is the name of a part whose name contains a word; of any part when none does.
func (m *mutable) any(word string) string {
	var fit []string
	for _, n := range m.names {
		if strings.Contains(n, word) && strings.HasSuffix(n, "ml") {
			fit = append(fit, n)
		}
	}
	if len(fit) == 0 {
		return m.names[m.r.IntN(len(m.names))]
	}
	return fit[m.r.IntN(len(fit))]
}

// swap replaces one occurrence of a text in a part.
func (m *mutable) swap(part, old, by string) {
	n := bytes.Count(m.parts[part], []byte(old))
	if n == 0 {
		return
	}
	pick, at := m.r.IntN(n), 0
	for range pick {
		at += bytes.Index(m.parts[part][at:], []byte(old)) + len(old)
	}
	at += bytes.Index(m.parts[part][at:], []byte(old))
	m.parts[part] = bytes.Join([][]byte{m.parts[part][:at], m.parts[part][at+len(old):]}, []byte(by))
}

// bomb replaces a part by one that unpacks to very much; lie says less of it in the header.
func (m *mutable) bomb(lie bool) {
	n := m.any("sheet")
	delete(m.parts, n)
	b := spaces()
	h := zip.FileHeader{Name: n, Method: zip.Deflate, CRC32: b.crc, CompressedSize64: uint64(len(b.data)), UncompressedSize64: b.size}
	if lie {
		h.UncompressedSize64 = 1000
	}
	m.extra = append(m.extra, entry{h, b.data})
}

type packed struct {
	data []byte
	crc  uint32
	size uint64
}

// spaces is 200 MB of XML white space, packed once.
var spaces = sync.OnceValue(func() packed {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	sum := crc32.NewIEEE()
	out := io.MultiWriter(w, sum)
	piece := bytes.Repeat([]byte("     <row/>"), 100_000)
	size := 0
	for size < 200<<20 {
		_, _ = out.Write(piece) // a buffer never fails
		size += len(piece)
	}
	_ = w.Close()
	return packed{b.Bytes(), sum.Sum32(), uint64(size)}
})

func mutations() []mutation {
	return append(append(archiveMutations(), xmlMutations()...), cellMutations()...)
}

func anyByte(r *rand.Rand) byte { return byte(r.Uint64() >> 56) }

func archiveMutations() []mutation {
	none := func(*mutable) {}
	return []mutation{
		{"truncated", none, func(r *rand.Rand, raw []byte) []byte { return raw[:r.IntN(len(raw))] }},
		{"bytes changed", none, func(r *rand.Rand, raw []byte) []byte {
			for range 1 + r.IntN(20) {
				raw[r.IntN(len(raw))] = anyByte(r)
			}
			return raw
		}},
		{"bytes left out", none, func(r *rand.Rand, raw []byte) []byte {
			at := r.IntN(len(raw))
			return append(raw[:at:at], raw[min(len(raw), at+1+r.IntN(50)):]...)
		}},
		{"zip bomb", func(m *mutable) { m.bomb(false) }, nil},
		{"zip bomb that lies", func(m *mutable) { m.bomb(true) }, nil},
		{"thousands of entries", func(m *mutable) {
			for i := range 2500 {
				m.extra = append(m.extra, entry{head: zip.FileHeader{Name: fmt.Sprintf("xl/media/%d.png", i)}})
			}
		}, nil},
		{"a part twice", func(m *mutable) {
			n := m.any("")
			m.extra = append(m.extra, entry{head: zip.FileHeader{Name: strings.ToUpper(n)}})
		}, nil},
		{"a part missing", func(m *mutable) {
			delete(m.parts, m.any([]string{"sheet", "shared", "styles", "workbook", "rels"}[m.r.IntN(5)]))
		}, nil},
		{"a part cut short", func(m *mutable) { n := m.any(""); m.parts[n] = m.parts[n][:m.r.IntN(len(m.parts[n])+1)] }, nil},
		{"a part is an archive", func(m *mutable) { m.parts[m.any("")] = spaces().data[:1<<16] }, nil},
		{"not a zip", func(m *mutable) { m.raw = fmt.Appendf([]byte("\xD0\xCF\x11\xE0"), "%d", m.r.Uint64()) }, nil},
	}
}

func xmlMutations() []mutation {
	return []mutation{
		{"entity bomb", func(m *mutable) {
			n := m.any("")
			m.parts[n] = append([]byte(`<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`), m.parts[n]...)
			m.swap(n, ">", ">&c;")
		}, nil},
		{"an entity from outside", func(m *mutable) {
			n := m.any("")
			m.parts[n] = append([]byte(`<!DOCTYPE z SYSTEM "file:///etc/passwd">`), m.parts[n]...)
		}, nil},
		{"deep", func(m *mutable) { m.swap(m.any("sheet"), "<sheetData>", strings.Repeat("<sheetData>", 100_000)) }, nil},
		{"a piece left out", func(m *mutable) {
			n := m.any("")
			at := m.r.IntN(len(m.parts[n]) + 1)
			m.parts[n] = append(m.parts[n][:at:at], m.parts[n][min(len(m.parts[n]), at+1+m.r.IntN(200)):]...)
		}, nil},
		{"a piece twice", func(m *mutable) {
			n := m.any("")
			at := m.r.IntN(len(m.parts[n]) + 1)
			end := min(len(m.parts[n]), at+1+m.r.IntN(400))
			m.parts[n] = bytes.Join([][]byte{m.parts[n][:end], m.parts[n][at:]}, nil)
		}, nil},
		{"characters changed", func(m *mutable) {
			n := m.any("")
			for range 1 + m.r.IntN(5) {
				m.parts[n][m.r.IntN(len(m.parts[n]))] = anyByte(m.r)
			}
		}, nil},
		{"another encoding", func(m *mutable) {
			n := m.any("")
			m.parts[n] = append([]byte(`<?xml version="1.0" encoding="UTF-16"?>`), m.parts[n]...)
		}, nil},
		{"relations in a ring", func(m *mutable) {
			m.swap(m.any("workbook.xml.rels"), "worksheets/sheet1.xml", []string{"workbook.xml", "../[Content_Types].xml", "_rels/workbook.xml.rels", "http://example.org/"}[m.r.IntN(4)])
		}, nil},
		{"a very long name", func(m *mutable) { m.swap(m.any("workbook.xml"), `name="`, `name="`+strings.Repeat("x", 2<<20)) }, nil},
		{"a million fonts", func(m *mutable) { m.swap(m.any("styles"), "<font/>", strings.Repeat("<font/>", 100_000)) }, nil},
	}
}

func cellMutations() []mutation {
	into := func(rows func(*mutable) string) func(*mutable) {
		return func(m *mutable) { m.swap(m.any("sheet"), "</sheetData>", rows(m)+"</sheetData>") }
	}
	cells := func(c ...string) func(*mutable) {
		return into(func(m *mutable) string { return `<row r="900">` + c[m.r.IntN(len(c))] + `</row>` })
	}
	return []mutation{
		{"wrong types", cells(`<c t="s"><v>một</v></c>`, `<c t="s"><v>-1</v></c>`, `<c t="zz"><v>1</v></c>`, `<c><v>không</v></c>`, `<c><v>1e999</v></c>`, `<c><v>NaN</v></c>`,
			`<c s="-7"><v>1</v></c>`, `<c s="x"><v>1</v></c>`, `<c t="b"><v>maybe</v></c>`, `<c t="d"><v>31/12/2020</v></c>`, `<c t="e"/>`, `<c t="inlineStr"><v>1</v></c>`), nil},
		{"broken shared strings", cells(`<c t="s"><v>999999</v></c>`, `<c t="s"><v>99999999999999999999</v></c>`, `<c t="s"/>`), nil},
		{"strange addresses", cells(`<c r="XFE900"><v>1</v></c>`, `<c r="A901"><v>1</v></c>`, `<c r="900"><v>1</v></c>`, `<c r="AAAAAAA900"><v>1</v></c>`, `<c r="B900"><v>1</v></c><c r="A900"><v>1</v></c>`, `<c r="A-900"><v>1</v></c>`), nil},
		{"strange rows", into(func(m *mutable) string {
			return []string{`<row r="0"/>`, `<row r="-5"/>`, `<row r="1048577"/>`, `<row r="x"/>`, `<row r="1"><c><v>1</v></c></row>`, `<row r="1048576"><c><v>1</v></c></row>`}[m.r.IntN(6)]
		}), nil},
		{"16,384 columns", into(func(*mutable) string {
			return `<row r="900">` + strings.Repeat(`<c><v>1</v></c>`, 16_384) + `</row>`
		}), nil},
		{"more columns than there are", into(func(*mutable) string {
			return `<row r="900">` + strings.Repeat(`<c/>`, 20_000) + `</row>`
		}), nil},
		{"16,384 empty columns on many rows", into(func(*mutable) string {
			return strings.Repeat(`<row>`+strings.Repeat(`<c s="1"/>`, 16_384)+`</row>`, 150)
		}), nil},
		{"a long text", into(func(*mutable) string {
			return `<row><c t="inlineStr"><is><t>` + strings.Repeat("dài ", 1<<19) + `</t></is></c></row>`
		}), nil},
		{"merged over everything", func(m *mutable) {
			n := 1 + m.r.IntN(3000)
			m.swap(m.any("sheet"), "</sheetData>", `</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, n)+`</mergeCells>`)
		}, nil},
		{"merged nowhere", func(m *mutable) {
			m.swap(m.any("sheet"), "</sheetData>", `</sheetData><mergeCells><mergeCell ref="`+[]string{"", ":", "A0:B1", "1:2", "ZZZZ1"}[m.r.IntN(5)]+`"/></mergeCells>`)
		}, nil},
		{"strange days", cells(`<c s="1"><v>-1</v></c>`, `<c s="1"><v>60</v></c>`, `<c s="1"><v>1e300</v></c>`, `<c s="1"><v>2958466</v></c>`, `<c s="1"><v>0.5</v></c>`), nil},
	}
}
