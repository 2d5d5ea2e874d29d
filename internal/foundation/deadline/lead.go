package deadline

// lead is what the words before a moment or a count say about it.
type lead struct {
	from      int  // the first token that belongs to it
	before    bool // trước
	latest    bool // chậm nhất, không quá, hạn chót …
	within    bool // trong
	until     bool // đến, tới
	end       bool // hết, kết thúc
	start     bool // từ, kể từ, bắt đầu
	after     bool // sau
	asOf      bool // tính đến
	exceed    bool // quá (without không)
	atLeast   bool // ít nhất, tối thiểu
	about     bool // khoảng
	occasion  bool // dịp, chào mừng
	in        bool // vào, lúc
	done      bool // xong, hoàn thành right before
	bracketed bool
}

// marked reports whether the words before make what follows a limit.
func (l lead) marked() bool { return l.before || l.latest || l.done || l.end && !l.until }

// leadPhrases are tried, longest first, on the tokens before; each may set a flag. Words without a flag only link.
var leadPhrases = []struct {
	words string
	set   func(*lead)
}{
	{"không muộn hơn", setLatest},
	{"không chậm hơn", setLatest},
	{"không trễ hơn", setLatest},
	{"không để quá", setLatest},
	{"không được quá", setLatest},
	{"không vượt quá", setLatest},
	{"không kéo dài quá", setLatest},
	{"không được kéo dài quá", setLatest},
	{"không quá", setLatest},
	{"không muộn quá", setLatest},
	{"chậm nhất", setLatest},
	{"muộn nhất", setLatest},
	{"trễ nhất", setLatest},
	{"lâu nhất", setLatest},
	{"tối đa", setLatest},
	{"hạn chót", setLatest},
	{"hạn cuối cùng", setLatest},
	{"hạn cuối", setLatest},
	{"thời hạn", setLatest},
	{"hạn", setLatest},
	{"deadline", setLatest},
	{"trước hết", func(*lead) {}},
	{"ít nhất", func(l *lead) { l.atLeast = true }},
	{"tối thiểu", func(l *lead) { l.atLeast = true }},
	{"tính đến", func(l *lead) { l.asOf = true }},
	{"tính tới", func(l *lead) { l.asOf = true }},
	{"trong khoảng", setWithin},
	{"trong vòng", setWithin},
	{"nội trong", setWithin},
	{"ngay trong", setWithin},
	{"trong", setWithin},
	{"kể từ", setStart},
	{"tính từ", setStart},
	{"bắt đầu từ", setStart},
	{"bắt đầu", setStart},
	{"từ", setStart},
	{"kết thúc", setEnd},
	{"hết", setEnd},
	{"đến", setUntil},
	{"tới", setUntil},
	{"sau", func(l *lead) { l.after = true }},
	{"trước", func(l *lead) { l.before = true }},
	{"quá", func(l *lead) { l.exceed = true }},
	{"khoảng", setAbout},
	{"tầm", setAbout},
	{"độ", setAbout},
	{"ước", setAbout},
	{"hoàn thành", setDone},
	{"hoàn tất", setDone},
	{"dứt điểm", setDone},
	{"xong", setDone},
	{"nhân dịp", setOccasion},
	{"dịp", setOccasion},
	{"chào mừng", setOccasion},
	{"kỷ niệm", setOccasion},
	{"lễ", setOccasion},
	{"làm việc", link},
	{"hành chính", link},
	{"thời điểm", link},
	{"thời gian", link},
	{"mốc", link},
	{"ngày", link},
	{"là", link},
	{"vào", setIn},
	{"lúc", setIn},
	{"cho", link},
	{"khi", link},
	{"nhất", link},
	{"đợt", link},
	{"rằm", link},
	{"giờ", link},
	{"của", link},
	{"ngay", link},
	{"buổi", link},
	{"sáng", link},
	{"chiều", link},
	{"tối", link},
	{"trưa", link},
	{":", link},
	{"-", link},
	{"“", link},
	{"\"", link},
	{"bước sang", link},
	{"bước vào", link},
	{"sang", link},
	{"cả", link},
	{"(", func(l *lead) { l.bracketed = true }},
}

func link(*lead)          {}
func setLatest(l *lead)   { l.latest = true }
func setWithin(l *lead)   { l.within = true }
func setStart(l *lead)    { l.start = true }
func setEnd(l *lead)      { l.end = true }
func setUntil(l *lead)    { l.until = true }
func setAbout(l *lead)    { l.about = true }
func setDone(l *lead)     { l.done = true }
func setIn(l *lead)       { l.in = true }
func setOccasion(l *lead) { l.occasion = true }

// leadOf walks back from i over the words that link a limit to what it limits.
func (t *text) leadOf(i int) lead {
	var l lead
	j := i
	for j > 0 {
		if t.clock[j-1] {
			j--
			continue
		}
		k := t.leadStep(j, &l)
		if k < 0 {
			break
		}
		j = k
	}
	l.from = t.trimLead(j, i)
	return l
}

func (t *text) leadStep(j int, l *lead) int {
	for _, p := range leadPhrases {
		k := t.endsWith(j, p.words)
		if k < 0 {
			continue
		}
		if t.is(k, "hạn") && t.is(k-1, "quá", "gia", "trung", "dài", "ngắn", "giới", "quyền", "kỳ", "đáo") || t.is(k, "độ") && t.is(k-1, "tiến", "chế") {
			return -1
		}
		if t.is(k, "trước") && t.unitAt(k-1) != "" && t.is(k+1, "đến", "tới") {
			return -1 // "tháng trước": last month
		}
		p.set(l)
		return k
	}
	return -1
}

// trimLead drops linking signs that stand first, such as a dash or an opening bracket.
func (t *text) trimLead(j, i int) int {
	for j < i && t.is(j, ":", "-", "(", "\"", "“", ",") {
		j++
	}
	return j
}

// clauseHas reports whether one of the phrases stands in tokens [i, j).
func (t *text) clauseHas(i, j int, phrases ...string) bool {
	for k := max(i, 0); k < j; k++ {
		if t.seq(k, phrases...) >= 0 {
			return true
		}
	}
	return false
}
