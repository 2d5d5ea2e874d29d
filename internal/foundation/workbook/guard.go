package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// archive is the zip file behind a workbook, within its limits.
type archive struct {
	parts  map[string]*zip.File // by name in small letters: names of parts do not tell large from small
	limits Limits
}

// Open looks at an untrusted file and reads what its rows depend on. It refuses what is no .xlsx workbook, what is broken, and what
// would cost more than the limits. The bytes must not change while the book is used.
func Open(raw []byte, l Limits) (*Book, error) {
	a, err := unpack(raw, l)
	if err != nil {
		return nil, err
	}
	b := &Book{archive: a}
	return b, b.read()
}

// unpack reads the directory of the archive and refuses by what it declares; what is declared falsely is found when it is read.
func unpack(raw []byte, l Limits) (*archive, error) {
	if uint64(len(raw)) > l.Bytes {
		return nil, fault.New(fault.TooLarge, "workbook.too_large", megabytes(l.Bytes))
	}
	if err := recognise(raw); err != nil {
		return nil, err
	}
	if bytes.Count(raw, []byte("PK\x01\x02")) > l.Entries { // before the directory is built in memory
		return nil, fault.New(fault.TooLarge, "workbook.too_many_parts", l.Entries)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, broken("zip", err)
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), limits: l}
	var sum uint64
	for _, f := range z.File {
		if err := a.admit(f); err != nil {
			return nil, err
		}
		if sum += f.UncompressedSize64; f.UncompressedSize64 > l.Unzipped || sum > l.Unzipped {
			return nil, fault.New(fault.TooLarge, "workbook.unzips_too_large", megabytes(l.Unzipped))
		}
	}
	return a, nil
}

// recognise tells other kinds of files by their first bytes, so that people hear what they sent.
func recognise(raw []byte) error {
	switch {
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")): // the old binary format, and whatever is locked by a password
		return fault.New(fault.Invalid, "workbook.old_or_locked")
	case !bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return fault.New(fault.Invalid, "workbook.not_a_workbook")
	}
	return nil
}

// admit takes one entry into the archive.
func (a *archive) admit(f *zip.File) error {
	name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
	switch {
	case name == "mimetype" || name == "content.xml":
		return fault.New(fault.Invalid, "workbook.opendocument")
	case f.Flags&1 != 0:
		return fault.New(fault.Invalid, "workbook.old_or_locked")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return broken(f.Name, nil)
	case a.parts[name] != nil: // programs would differ on which of the two counts
		return broken(f.Name, nil)
	case tooDense(f.UncompressedSize64, f.CompressedSize64, a.limits.Ratio):
		return fault.New(fault.TooLarge, "workbook.ratio", a.limits.Ratio)
	}
	a.parts[name] = f
	return nil
}

func tooDense(unzipped, zipped uint64, ratio uint64) bool {
	return unzipped > RatioFrom && unzipped/max(zipped, 1) >= ratio
}

// open begins to read a part; its declared size is not believed. It returns nil, nil when there is none.
func (a *archive) open(name string) (*part, error) {
	f := a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, broken(name, err)
	}
	return newPart(name, &inflated{r: r, f: f, l: a.limits}, a.limits), nil
}

// must is open for a part that a workbook cannot be without.
func (a *archive) must(name string) (*part, error) {
	p, err := a.open(name)
	if err == nil && p == nil {
		err = broken(name, nil)
	}
	return p, err
}

// inflated reads a part as far as the limits allow.
type inflated struct {
	r    io.ReadCloser
	f    *zip.File
	l    Limits
	have uint64
}

func (i *inflated) Read(p []byte) (int, error) {
	n, err := i.r.Read(p)
	i.have += uint64(n) //nolint:gosec // a reader never returns a negative number
	switch {
	case i.have > i.l.Part:
		return 0, fault.New(fault.TooLarge, "workbook.part_too_large", i.f.Name, megabytes(i.l.Part))
	case tooDense(i.have, i.f.CompressedSize64, i.l.Ratio):
		return 0, fault.New(fault.TooLarge, "workbook.ratio", i.l.Ratio)
	}
	return n, err
}

func (i *inflated) Close() error { return i.r.Close() }

func megabytes(n uint64) uint64 { return n >> 20 }

// broken is the refusal of a file that is not what it should be; the part tells a technician where.
func broken(part string, err error) error {
	return fault.New(fault.Invalid, "workbook.broken", part).Because(err)
}
