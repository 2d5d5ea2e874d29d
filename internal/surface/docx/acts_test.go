package docx_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
)

// span is what an act allows, in points.
type span struct{ from, to float64 }

// acts are what Nghị định 30/2020/NĐ-CP (Phụ lục I), Hướng dẫn 36-HD/VPTW and 05-HD/VPTW say of letters, style by style.
var acts = map[string]map[string]span{
	"nd30": {
		"QuocHieu": {12, 13}, "TieuNgu": {13, 14}, "CoQuanChuQuan": {12, 13}, "CoQuanBanHanh": {12, 13}, "SoKyHieu": {13, 13}, "DiaDanh": {13, 14}, "Title": {13, 14},
		"Subtitle": {13, 14}, "": {13, 14}, "KyTen": {13, 14}, "HoTen": {13, 14}, "NoiNhan": {12, 12}, "NoiNhanMuc": {11, 11}, "SoTrang": {13, 14},
	},
	"hd36": {
		"QuocHieu": {15, 15}, "CoQuanChuQuan": {14, 14}, "CoQuanBanHanh": {14, 14}, "SoKyHieu": {14, 14}, "DiaDanh": {14, 14}, "Title": {15, 16}, "Subtitle": {14, 15}, "": {14, 15},
	},
	"hd05": {"Title": {14, 14}, "Subtitle": {14, 14}, "": {14, 14}},
}

// faces are bold, italic and capitals as the acts give them: the properties that must stand, and after "!" those that must not.
var faces = map[string]map[string]string{
	"nd30": {
		"QuocHieu": " b !i", "TieuNgu": " b !i", "CoQuanChuQuan": " caps !b", "CoQuanBanHanh": " b caps", "SoKyHieu": " !b !i", "DiaDanh": " i !b", "Title": " b caps", "Subtitle": " b !caps",
		"CanCu": " i", "KyTen": " b caps", "HoTen": " b !caps", "NoiNhan": " b i", "NoiNhanMuc": " !b !i", "SoTrang": " !b !i", "BodyText": " jc(val=both) firstLine=720",
	},
	"hd36": {"QuocHieu": " b !i", "CoQuanChuQuan": " caps !b", "CoQuanBanHanh": " b caps", "DiaDanh": " i", "Title": " b caps", "Subtitle": " b"},
	"hd05": {
		"QuocHieu": " b !i", "CoQuanBanHanh": " b caps", "DiaDanh": " i", "Title": " b caps", "Subtitle": " b", "CanCu": " !i", "KyTen": " caps !b", "NoiNhan": " u(val=single) !b",
		"BodyText": " jc(val=both) firstLine=567 line=360 lineRule=exact",
	},
}

// pages are margins in millimetres: top, bottom, left, right.
var pages = map[string][4]span{
	"nd30": {{20, 25}, {20, 25}, {30, 35}, {15, 20}}, "hd36": {{20, 20}, {20, 20}, {30, 30}, {15, 15}}, "hd05": {{20, 20}, {20, 20}, {30, 30}, {15, 15}},
}

// TestTheFormsKeepTheActs holds every value of a rendered paper against what the acts say, row by row.
func TestTheFormsKeepTheActs(t *testing.T) {
	t.Parallel()
	for _, g := range generations {
		file := render(t, g.paper(meeting.Notice)).Bytes
		styles := map[string]element{}
		for _, s := range read(t, file, "word/styles.xml").Kids {
			switch s.XMLName.Local {
			case "style":
				styles[s.attr("styleId")] = s
			case "docDefaults":
				styles[""] = s.child("rPrDefault")
			}
		}
		if f := styles[""].child("rPr", "rFonts").attr("ascii"); f != "Times New Roman" {
			t.Errorf("%s: written in %s", g.name, f)
		}
		for name, want := range acts[g.name] {
			half, err := strconv.ParseFloat(styles[name].child("rPr", "sz").attr("val"), 64)
			if err != nil || half/2 < want.from || half/2 > want.to {
				t.Errorf("%s %q: %v pt, the act says %v", g.name, name, half/2, want)
			}
		}
		for name, want := range faces[g.name] {
			look := flat(styles[name]) + " "
			for f := range strings.FieldsSeq(want) {
				not := strings.HasPrefix(f, "!")
				f = strings.TrimPrefix(f, "!")
				if has := strings.Contains(look, " "+f+" ") || strings.Contains(f, "=") && strings.Contains(look, f); has == not {
					t.Errorf("%s %q: %s is %v in%s", g.name, name, f, has, look)
				}
			}
		}
		pageKeeps(t, g, file)
	}
}

func pageKeeps(t *testing.T, g generation, file []byte) {
	t.Helper()
	page := read(t, file, "word/document.xml").child("body", "sectPr")
	if size := page.child("pgSz"); size.attr("w") != "11906" || size.attr("h") != "16838" {
		t.Errorf("%s: the paper is no A4", g.name)
	}
	if page.child("titlePg").XMLName.Local == "" || !strings.Contains(fmt.Sprint(read(t, file, "word/header1.xml")), "PAGE") {
		t.Errorf("%s: no number at the top of pages from the second", g.name)
	}
	for i, side := range []string{"top", "bottom", "left", "right"} {
		twips, err := strconv.ParseFloat(page.child("pgMar").attr(side), 64)
		if mm := twips * 25.4 / 1440; err != nil || mm < pages[g.name][i].from-0.1 || mm > pages[g.name][i].to+0.1 {
			t.Errorf("%s: the margin %s is %.1f mm, the act says %v", g.name, side, mm, pages[g.name][i])
		}
	}
}
