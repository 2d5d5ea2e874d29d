package attach

import (
	"archive/zip"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// kind is a sort of file that is taken, with the endings its name may have.
type kind struct {
	media   string
	endings []string
}

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	odt  = "application/vnd.oasis.opendocument.text"
	ods  = "application/vnd.oasis.opendocument.spreadsheet"
)

// allowed are the sorts of file that are taken. Archives, programs, pages with scripts (HTML, SVG) and documents with macros
// are not: nobody can see what is in them before opening them.
var allowed = []kind{
	{"application/pdf", []string{".pdf"}},
	{docx, []string{".docx"}},
	{xlsx, []string{".xlsx"}},
	{pptx, []string{".pptx"}},
	{odt, []string{".odt"}},
	{ods, []string{".ods"}},
	{"image/png", []string{".png"}},
	{"image/jpeg", []string{".jpg", ".jpeg"}},
	{"text/csv", []string{".csv"}},
	{"text/plain", []string{".txt"}},
}

// Endings lists the endings of names that are taken, for the file field's accept and the hint below it.
func Endings() []string {
	var all []string
	for _, k := range allowed {
		all = append(all, k.endings...)
	}
	return all
}

// content is a file to be looked at: its first bytes, and all of it by parts.
type content struct {
	name string
	head []byte
	all  io.ReaderAt
	size int64
}

// sniff returns the media type of a file by what is in it; a sort that is not taken, and a name that says another sort,
// is fault.Invalid on field "file".
func (f content) sniff() (string, error) {
	ending := strings.ToLower(path.Ext(f.name))
	media := f.found(ending)
	i := slices.IndexFunc(allowed, func(k kind) bool { return k.media == media })
	if i < 0 {
		return "", fault.Field("file", "attach.not_taken", strings.Join(Endings(), " "))
	}
	if !slices.Contains(allowed[i].endings, ending) {
		return "", fault.Field("file", "attach.name_says_otherwise", ending, allowed[i].endings[0])
	}
	return media, nil
}

// found is what the file is. Text is text: whether it is a table (CSV) only its name can say.
func (f content) found(ending string) string {
	m := mimetype.Detect(f.head)
	for _, text := range []string{"text/plain", "text/csv", "text/tab-separated-values"} {
		if m.Is(text) {
			if ending == ".csv" {
				return "text/csv"
			}
			return "text/plain"
		}
	}
	for z := m; z != nil; z = z.Parent() {
		if z.Is("application/zip") {
			return office(f.all, f.size)
		}
	}
	media, _, _ := strings.Cut(m.String(), ";")
	return media
}

// most entries of the directory of an office document that is still looked through; real ones have some hundreds.
const mostEntries = 20_000

// office looks into the directory of a zip archive for the parts that make it an office document; "" for any other archive,
// and for documents that carry macros.
func office(all io.ReaderAt, size int64) string {
	z, err := zip.NewReader(all, size)
	if err != nil || len(z.File) > mostEntries {
		return ""
	}
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		if strings.EqualFold(path.Base(f.Name), "vbaProject.bin") || strings.HasPrefix(f.Name, "Basic/") {
			return ""
		}
		parts[f.Name] = f
	}
	if parts["mimetype"] != nil {
		return openDocument(parts["mimetype"])
	}
	for part, media := range map[string]string{"word/document.xml": docx, "xl/workbook.xml": xlsx, "ppt/presentation.xml": pptx} {
		if parts["[Content_Types].xml"] != nil && parts[part] != nil {
			return media
		}
	}
	return ""
}

// openDocument reads the media type that an OpenDocument file carries within itself.
func openDocument(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	b, err := io.ReadAll(io.LimitReader(r, 200))
	if err != nil || r.Close() != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// longestName is how many characters of a file's name are kept.
const longestName = 150

// cleanName is a name fit to be stored and to be offered for saving: no folders, no control characters, not too long.
func cleanName(name string) string {
	name = oneLine(name[strings.LastIndexAny(name, `/\`)+1:])
	name = strings.TrimLeft(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name), ". ")
	ending := path.Ext(name)
	stem := []rune(strings.TrimSuffix(name, ending))
	if len([]rune(ending)) > 10 {
		stem, ending = []rune(name), ""
	}
	return string(stem[:min(len(stem), longestName-len([]rune(ending)))]) + ending
}
