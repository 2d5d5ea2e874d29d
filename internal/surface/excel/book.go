package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

const creator = "Đôn Đốc"

// book is a workbook being written. Its first error sticks: later calls do nothing, and write reports it.
type book struct {
	f      *excelize.File
	styles map[style]int
	notes  Notes
	sheets int
	err    error
}

// newBook starts an empty workbook. Close it in any case: excelize keeps sheets over 16 MB in temporary files.
func newBook() *book {
	b := &book{f: excelize.NewFile(), styles: map[style]int{}}
	b.fail(b.f.SetDefaultFont(font))
	return b
}

func (b *book) close() { b.fail(b.f.Close()) }

func (b *book) fail(err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("excel: %w", err)
	}
}

// Book is a workbook whose cells are all made; what remains is to pack it, which happens while it is sent. So a failure of making
// it comes before the first byte, and no transaction has to wait for a slow line. Close it in any case.
type Book struct{ b *book }

// finished hands a workbook out, or takes it apart when its making failed.
func finished(b *book) (*Book, error) {
	if b.err != nil {
		b.close()
		return nil, b.err
	}
	return &Book{b}, nil
}

// Notes tells what had to be done to texts. The workbook itself says so too, on a sheet of its own, when characters were left out.
func (k *Book) Notes() Notes { return k.b.notes }

// Write packs the workbook into w as it goes; after an error w may hold a part of it. It can be called once.
func (k *Book) Write(w io.Writer) error { return k.b.write(w) }

// Close gives back the temporary files of large sheets.
func (k *Book) Close() error {
	k.b.close()
	return k.b.err
}

// sent packs a finished workbook into w and closes it.
func sent(w io.Writer, k *Book, err error) (Notes, error) {
	if err != nil {
		return Notes{}, err
	}
	err = k.Write(w)
	return k.Notes(), errors.Join(err, k.Close())
}

// addSheet adds an empty sheet; the first one takes the place of the sheet every new file has.
func (b *book) addSheet(name string) {
	b.sheets++
	if b.sheets == 1 {
		b.fail(b.f.SetSheetName("Sheet1", name))
		return
	}
	_, err := b.f.NewSheet(name)
	b.fail(err)
}

// properties sets what the file manager shows. A zero instant is left out, so that equal content gives an equal file.
func (b *book) properties(title string, made time.Time) {
	var x bytes.Buffer
	x.WriteString(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	b.fail(xml.EscapeText(&x, []byte(title)))
	x.WriteString(`</dc:title><dc:creator>` + creator + `</dc:creator>`)
	if !made.IsZero() {
		x.WriteString(`<dcterms:created xsi:type="dcterms:W3CDTF">` + made.UTC().Format(time.RFC3339) + `</dcterms:created>`)
	}
	x.WriteString(`</cp:coreProperties>`)
	b.f.Pkg.Store("docProps/core.xml", x.Bytes())
	b.fail(b.f.SetAppProps(&excelize.AppProperties{Application: creator}))
}

// write sends the workbook to w while it is packed: excelize would otherwise build the whole archive in memory first.
func (b *book) write(w io.Writer) error {
	if b.err != nil {
		return b.err
	}
	out := &steadyWriter{w: w}
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(out) })
	b.fail(b.f.Write(io.Discard))
	b.fail(out.err)
	return b.err
}

// steadyWriter remembers the first failure, which excelize loses when a later part of the archive is written without one.
type steadyWriter struct {
	w   io.Writer
	err error
}

func (s *steadyWriter) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}
