package ui

import (
	"strconv"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// Upload is a file field whose files a script sends at once, in pieces, with their progress: a line that breaks costs nothing that
// had arrived. Without scripts they go with their form.
type Upload struct {
	Field
	P         *i18n.Printer
	Accept    string // endings of names, ".pdf,.docx"
	URL       string // where files are announced; empty: they only go with their form
	OwnerKind string // the row they will belong to
	OwnerID   string
	Limit     int64 // bytes of one file
}

// uploadWords are the words of the script, as the catalogue has them; the script fills in numbers.
func (u Upload) words() (string, error) {
	words := map[string]string{}
	for _, key := range []string{"waiting", "sending", "paused", "checking", "done", "refused", "large", "cancel", "signed_out", "sort"} {
		words[key] = u.P.T("upload." + key)
	}
	return templ.JSONString(words)
}

func (u Upload) data() (templ.OrderedAttributes, error) {
	if u.URL == "" {
		return nil, nil
	}
	words, err := u.words()
	return templ.OrderedAttributes{
		{Key: "data-upload", Value: u.URL},
		{Key: "data-upload-kind", Value: u.OwnerKind},
		{Key: "data-upload-owner", Value: u.OwnerID},
		{Key: "data-upload-limit", Value: strconv.FormatInt(u.Limit, 10)},
		{Key: "data-upload-words", Value: words},
	}, err
}

// FileRow is a file in a list of files: what it is, who brought it, and where it is taken away.
type FileRow struct {
	Name, URL string
	Sub       string // size, who, when
	Remove    Link   // its text names the file for those who hear it; no URL: the reader may not
	Word      string // what stands on the link
}
