package deadline_test

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

func BenchmarkUnderstand(b *testing.B) {
	phrase := "Giao Văn phòng rà soát theo Kế hoạch số 57/KH-UBND ngày 12/3/2026; báo cáo kết quả trước 17 giờ 00 ngày 30/6/2026, định kỳ hằng quý (trước ngày 20)"
	o := spoken()
	for name, words := range map[string]string{
		"a deadline": "hoàn thành trước ngày 31/12/2026",
		"a sentence": phrase,
		"a book":     strings.Repeat(phrase+", ", 60),
		"a bad book": strings.Repeat("hằng năm 1/1 ", 400),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				deadline.Understand(words, o)
			}
		})
	}
}
