package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// What a template may be at most; a Word file with pictures of a letterhead stays far below.
const (
	MaxTemplate = 2 << 20  // bytes of the file
	mostParts   = 500      // parts in it
	mostBytes   = 24 << 20 // bytes of all parts unpacked
)

// part is a file inside a Word file.
type part struct {
	name string
	body []byte
}

// pack is a Word file unpacked, its parts in their order.
type pack struct{ parts []part }

const (
	mainPart      = "word/document.xml"
	numberingPart = "word/numbering.xml"
	corePart      = "docProps/core.xml"
)

// unpack reads a Word file. What is not one, is too large or carries programs is refused with words for a person.
func unpack(b []byte) (*pack, error) {
	if len(b) > MaxTemplate {
		return nil, fault.New(fault.TooLarge, "docx.too_large", MaxTemplate>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fault.New(fault.Invalid, "docx.not_word").Because(err)
	}
	if len(z.File) > mostParts {
		return nil, fault.New(fault.TooLarge, "docx.too_many_parts", mostParts)
	}
	p, left := &pack{}, int64(mostBytes)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		body, err := unzip(f, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(body))
		if p.find(f.Name) != nil {
			return nil, fault.New(fault.Invalid, "docx.not_word").Because(fmt.Errorf("%s twice", f.Name))
		}
		p.parts = append(p.parts, part{f.Name, body})
	}
	return p, p.refuse()
}

func unzip(f *zip.File, left int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fault.New(fault.Invalid, "docx.not_word").Because(err)
	}
	body, err := io.ReadAll(io.LimitReader(r, left+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "docx.not_word").Because(err)
	}
	if int64(len(body)) > left {
		return nil, fault.New(fault.TooLarge, "docx.unpacks_too_large", mostBytes>>20)
	}
	return body, r.Close()
}

// refuse says no to files that are no Word documents, and to those that would run something or fetch something when opened.
func (p *pack) refuse() error {
	if p.find(mainPart) == nil || p.find("[Content_Types].xml") == nil {
		return fault.New(fault.Invalid, "docx.not_word")
	}
	for _, f := range p.parts {
		name := strings.ToLower(f.name)
		switch {
		case strings.Contains(name, "vbaproject"), strings.HasPrefix(name, "word/embeddings/"), strings.HasPrefix(name, "word/activex/"):
			return fault.New(fault.Invalid, "docx.has_programs", f.name)
		case strings.HasSuffix(name, ".rels"):
			if to := fetched(f.body); to != "" {
				return fault.New(fault.Invalid, "docx.fetches", to)
			}
		}
	}
	return nil
}

// fetched is an address that Word would ask for when it opens the file; links a person may follow are none.
func fetched(rels []byte) string {
	n, err := parse(rels)
	if err != nil {
		return ""
	}
	for _, r := range n.element().kids {
		if strings.EqualFold(r.attr("TargetMode"), "External") && !strings.HasSuffix(r.attr("Type"), "/hyperlink") {
			return r.attr("Target")
		}
	}
	return ""
}

func (p *pack) find(name string) *part {
	for i := range p.parts {
		if p.parts[i].name == name {
			return &p.parts[i]
		}
	}
	return nil
}

// filled are the parts that may hold marks, the text itself first.
func (p *pack) filled() []*part {
	var all []*part
	for i := range p.parts {
		dir, base := path.Split(p.parts[i].name)
		if dir != "word/" || path.Ext(base) != ".xml" {
			continue
		}
		word := strings.TrimRight(strings.TrimSuffix(base, ".xml"), "0123456789")
		if slices.Contains([]string{"document", "header", "footer", "footnotes", "endnotes"}, word) {
			all = append(all, &p.parts[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *part) int {
		switch {
		case a.name == mainPart:
			return -1
		case b.name == mainPart:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	return all
}

// pack writes the Word file. Dates in the archive are fixed and parts lie in one order, so that the same content gives the same bytes.
func (p *pack) pack() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range p.parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("docx: %w", err)
		}
		if _, err := w.Write(f.body); err != nil {
			return nil, fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	return b.Bytes(), nil
}
