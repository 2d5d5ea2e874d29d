package intake

// Dossier is a committee's past as one file tells it: the register it names, its meetings, and everything that stems from
// them. docs/dossier.md describes the file, dossier.schema.json its structure. Keys name rows within the file.
type Dossier struct {
	Format      int                 `json:"dossier"`
	About       string              `json:"about"` // to whoever reads the file; not imported
	Wording     string              `json:"wording"`
	Source      string              `json:"source"`
	Committee   DossierCommittee    `json:"committee"`
	Fields      []DossierField      `json:"fields"`
	Units       []DossierUnit       `json:"units"`
	Successions []DossierSuccession `json:"successions"`
	People      []DossierPerson     `json:"people"`
	Members     []DossierMember     `json:"members"`
	Meetings    []DossierMeeting    `json:"meetings"`
	Tasks       []DossierTask       `json:"tasks"` // those that come from no meeting of the file

	// Notices are what was mended or looks odd; they refuse nothing.
	Notices Problems `json:"-"`
	// Sum is the SHA-256 of the file, for the audit.
	Sum   string `json:"-"`
	spots spots
}

// DossierCommittee is the committee; with its code alone, one that exists already.
type DossierCommittee struct {
	Code              string          `json:"code"`
	Name              string          `json:"name"`
	ShortName         string          `json:"short_name"`
	Level             string          `json:"level"`
	Parent            string          `json:"parent"`
	DocumentSystem    string          `json:"document_system"`
	SuperiorName      string          `json:"superior_name"`
	NumberSymbol      string          `json:"number_symbol"`
	PlaceName         string          `json:"place_name"`
	HeadTitle         string          `json:"head_title"`
	UsesHostSeal      bool            `json:"uses_host_seal"`
	DueSoonDays       *int            `json:"due_soon_days"`
	BeforeExcludesDay bool            `json:"before_excludes_day"`
	ValidFrom         Day             `json:"valid_from"`
	ValidTo           Day             `json:"valid_to"`
	Scheme            string          `json:"period_scheme"`
	Presets           []DossierPreset `json:"presets"`
	Terms             []DossierTerm   `json:"terms"`
}

// DossierPreset changes the reporting half-years from a day on.
type DossierPreset struct {
	From   Day    `json:"from"`
	Scheme string `json:"scheme"`
}

// DossierTerm is a term of office.
type DossierTerm struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	From Day    `json:"from"`
	To   Day    `json:"to"`
	Act  string `json:"act"`
}

// DossierField is a field of work.
type DossierField struct {
	Key      string `json:"key"`
	Existing string `json:"existing"`
	Name     string `json:"name"`
	Code     string `json:"code"`
	Order    int    `json:"order"`
	Register string `json:"register"`
}

// DossierUnit is an agency or locality.
type DossierUnit struct {
	Key       string        `json:"key"`
	Existing  string        `json:"existing"`
	Name      string        `json:"name"`
	ShortName string        `json:"short_name"`
	Kind      string        `json:"kind"`
	Code      string        `json:"code"`
	Parent    string        `json:"parent"`
	ValidFrom Day           `json:"valid_from"`
	ValidTo   Day           `json:"valid_to"`
	Names     []DossierName `json:"names"`
	Register  string        `json:"register"`
}

// DossierName is a name a unit bore from a day on.
type DossierName struct {
	From      Day    `json:"from"`
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
	Act       string `json:"act"`
}

// DossierSuccession says which unit went over into which.
type DossierSuccession struct {
	Key  string `json:"key"`
	From string `json:"from"`
	To   string `json:"to"`
	Date Day    `json:"date"`
	Kind string `json:"kind"`
	Act  string `json:"act"`
}

// DossierPerson is somebody who speaks, attends or is named.
type DossierPerson struct {
	Key      string        `json:"key"`
	Existing string        `json:"existing"`
	Name     string        `json:"name"`
	SortName string        `json:"sort_name"`
	Note     string        `json:"note"`
	Posts    []DossierPost `json:"posts"`
	Register string        `json:"register"`
}

// DossierPost is a post held.
type DossierPost struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Unit  string `json:"unit"`
	From  Day    `json:"from"`
	To    Day    `json:"to"`
}

// DossierMember is a membership of the committee.
type DossierMember struct {
	Key    string `json:"key"`
	Person string `json:"person"`
	Unit   string `json:"unit"`
	Role   string `json:"role"`
	Title  string `json:"title"`
	Order  *int   `json:"order"`
	From   Day    `json:"from"`
	To     Day    `json:"to"`
}

// DossierMeeting is a meeting with its minutes and what stems from them.
type DossierMeeting struct {
	Key            string               `json:"key"`
	Kind           string               `json:"kind"`
	Title          string               `json:"title"`
	HeldOn         Day                  `json:"held_on"`
	StartsAt       Clock                `json:"starts_at"`
	EndedOn        Day                  `json:"ended_on"`
	EndsAt         Clock                `json:"ends_at"`
	Place          string               `json:"place"`
	ReviewedPeriod string               `json:"reviewed_period"`
	NextPeriod     string               `json:"next_period"`
	Chair          string               `json:"chair"`
	ChairPost      string               `json:"chair_post"`
	Secretaries    []string             `json:"secretaries"`
	State          string               `json:"state"`
	Wording        string               `json:"wording"`
	Source         string               `json:"source"`
	Remark         string               `json:"remark"`
	Agenda         []DossierAgendaItem  `json:"agenda"`
	Attendance     []DossierAttendance  `json:"attendance"`
	Blocks         []DossierBlock       `json:"blocks"`
	Shortcomings   []DossierShortcoming `json:"shortcomings"`
	Tasks          []DossierTask        `json:"tasks"`
}

// DossierAgendaItem is a point of the agenda.
type DossierAgendaItem struct {
	Key           string `json:"key"`
	Title         string `json:"title"`
	Presenter     string `json:"presenter"`
	PresenterName string `json:"presenter_name"`
	Minutes       int    `json:"minutes"`
}

// DossierAttendance is a line of the roll.
type DossierAttendance struct {
	Key           string `json:"key"`
	Person        string `json:"person"`
	Name          string `json:"name"`
	Post          string `json:"post"`
	Unit          string `json:"unit"`
	Status        string `json:"status"`
	SubstituteFor string `json:"substitute_for"`
	ArrivedAt     Clock  `json:"arrived_at"`
	LeftAt        Clock  `json:"left_at"`
}

// DossierBlock is a line of the minutes.
type DossierBlock struct {
	Key         string        `json:"key"`
	Kind        string        `json:"kind"`
	Within      string        `json:"within"`
	AgendaItem  string        `json:"agenda_item"`
	Speaker     string        `json:"speaker"`
	SpeakerName string        `json:"speaker_name"`
	SpeakerPost string        `json:"speaker_post"`
	Text        string        `json:"text"`
	Wording     string        `json:"wording"`
	Source      string        `json:"source"`
	Votes       *DossierVotes `json:"votes"`
}

// DossierVotes are the counts of a vote.
type DossierVotes struct {
	For       int `json:"for"`
	Against   int `json:"against"`
	Abstained int `json:"abstained"`
}

// DossierShortcoming is what a meeting named as lacking.
type DossierShortcoming struct {
	Key     string                    `json:"key"`
	Text    string                    `json:"text"`
	Nature  string                    `json:"nature"`
	Block   string                    `json:"block"`
	Field   string                    `json:"field"`
	Units   []string                  `json:"units"`
	Repeats Reference                 `json:"repeats"`
	Wording string                    `json:"wording"`
	Events  []DossierShortcomingEvent `json:"events"`
}

// DossierShortcomingEvent is a change of state or of nature, from a day on.
type DossierShortcomingEvent struct {
	Key    string `json:"key"`
	Date   Day    `json:"date"`
	State  string `json:"state"`
	Nature string `json:"nature"`
	Note   string `json:"note"`
}

// DossierTask is an obligation.
type DossierTask struct {
	Key              string              `json:"key"`
	Text             string              `json:"text"`
	SpokenText       string              `json:"spoken_text"`
	Wording          string              `json:"wording"`
	StemsFrom        string              `json:"stems_from"`
	Block            string              `json:"block"`
	Shortcoming      Reference           `json:"shortcoming"`
	Document         string              `json:"document"`
	Addressees       []string            `json:"addressees"`
	EachOf           bool                `json:"each_of"`
	Parts            []DossierPart       `json:"parts"`
	Field            string              `json:"field"`
	Product          string              `json:"product"`
	EvidenceRequired bool                `json:"evidence_required"`
	Deadline         string              `json:"deadline"`
	GivenOn          Day                 `json:"given_on"`
	Cures            []Reference         `json:"cures"`
	Events           []DossierEvent      `json:"events"`
	Occurrences      []DossierOccurrence `json:"occurrences"`
	DossierAssignees
}

// DossierAssignees are those who owe a task, by role.
type DossierAssignees struct {
	Leads        []DossierAssignee `json:"leads"`
	Coordinating []DossierAssignee `json:"coordinating"`
	Advising     []DossierAssignee `json:"advising"`
	Receiving    []DossierAssignee `json:"receiving"`
}

// DossierPart is one unit's part of a task asked of several one by one. In the file it may be the unit's key alone.
type DossierPart struct {
	Unit        string              `json:"unit"`
	Events      []DossierEvent      `json:"events"`
	Occurrences []DossierOccurrence `json:"occurrences"`
}

// DossierOccurrence is what became of a recurring task on one of its days.
type DossierOccurrence struct {
	Date   Day            `json:"date"`
	Events []DossierEvent `json:"events"`
}

// DossierEvent is a move or a note in the life of a task.
type DossierEvent struct {
	Key         string `json:"key"`
	Event       string `json:"event"`
	Date        Day    `json:"date"`
	Unit        string `json:"unit"`
	CompletedOn Day    `json:"completed_on"`
	Deadline    string `json:"deadline"`
	DueOn       Day    `json:"due_on"`
	Note        string `json:"note"`
	Actions     string `json:"actions"`
	Obstacles   string `json:"obstacles"`
	Evidence    string `json:"evidence"`
	EventName   string `json:"event_name"`
	EventOn     Day    `json:"event_on"`
	DossierAssignees
}

// DossierAssignee is a unit or a member with, perhaps, a deadline of its own. In the file it may be a key alone: Any.
type DossierAssignee struct {
	Any    string `json:"-"`
	Unit   string `json:"unit"`
	Member string `json:"member"`
	Due    Day    `json:"due"`
}
