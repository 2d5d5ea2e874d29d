package docx

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

func TestDossier(t *testing.T) {
	t.Parallel()
	d := Dossier{
		System: org.PartyDocuments, Superior: "HUYỆN ỦY MẪU", Issuer: "Ban Chỉ đạo huyện Mẫu", Place: "Mẫu", On: calendar.NewDate(2026, time.November, 20), Title: "Hồ sơ mạch việc", Subject: "Nhiệm vụ 14",
		Parts: []DossierPart{
			{Title: "Tồn tại, hạn chế", Items: []DossierItem{{Label: "Tồn tại 3.", Text: "Chậm công khai {{khoan}} & <thu>"}}},
			{Title: "Nhiệm vụ", Items: []DossierItem{{Label: "Nhiệm vụ 14.", Text: "Niêm yết", Lines: []string{"19/11/2026: Giao", "20/11/2026: Báo cáo"}}, {Label: "Nhiệm vụ 15.", Text: "Rà soát"}}},
		},
	}
	file, err := WriteDossier(d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := WriteDossier(d)
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("the same dossier gives other bytes (%v)", err)
	}
	p, err := unpack(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(p.find(mainPart).body)
	at := 0
	for _, want := range []string{
		"HUYỆN ỦY MẪU", "Ban Chỉ đạo huyện Mẫu", "HỒ SƠ MẠCH VIỆC", "Nhiệm vụ 14", "Tồn tại, hạn chế", "Tồn tại 3.",
		"Chậm công khai {{khoan}} &amp; &lt;thu&gt;", "Nhiệm vụ 14.", "Niêm yết", "19/11/2026: Giao", "20/11/2026: Báo cáo", "Nhiệm vụ 15.", "Rà soát",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q is missing, or out of order, in %s", want, text)
		}
		at += i
	}
}
