package archtest

import (
	"os"
	"testing"

	"github.com/dondoc/dondoc/migrations"
)

// The rules of docs/design.md, held over the whole repository.

func repo(t *testing.T) []File {
	t.Helper()
	files, err := Parse(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("%d files: this is not the repository", len(files))
	}
	return files
}

func owners(t *testing.T) map[string]string {
	t.Helper()
	own, wrong, err := Owners(migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	none(t, wrong)
	return own
}

func none(t *testing.T, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	none(t, Imports(repo(t), Order()))
}

func TestLibrariesStayAtHome(t *testing.T) {
	t.Parallel()
	none(t, Libraries(repo(t), Homes()))
}

func TestTablesAreWrittenAtHome(t *testing.T) {
	t.Parallel()
	none(t, Writes(repo(t), owners(t)))
}

func TestStatementsLieInStores(t *testing.T) {
	t.Parallel()
	none(t, Statements(repo(t)))
}

func TestServicesBeginTransactions(t *testing.T) {
	t.Parallel()
	none(t, Transactions(repo(t)))
}

func TestSurfacesCompareNoRoles(t *testing.T) {
	t.Parallel()
	none(t, Verdicts(repo(t)))
}

func TestWritersTakeATransaction(t *testing.T) {
	t.Parallel()
	none(t, Writers(repo(t), owners(t)))
}

func TestForbiddenThingsStayInCmd(t *testing.T) {
	t.Parallel()
	none(t, Forbidden(repo(t)))
}

func TestPackagesSayWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	none(t, Comments(repo(t)))
}
