package ui

// liveKeys are the words the live page's script says. It is told them with the page, so that it also speaks without a network.
func liveKeys() []string {
	return []string{
		"live.agenda_choose", "live.agenda_find", "live.agenda_none", "live.cancel", "live.close", "live.conflict",
		"live.conflict_gone", "live.conflict_merged", "live.conflict_mine", "live.conflict_theirs", "live.denied", "live.due",
		"live.due_unclear", "live.here", "live.here_alone", "live.history", "live.history_all", "live.number_waiting",
		"live.history_offline", "live.history_restore", "live.history_who", "live.leave_go", "live.leave_stay", "live.leave_warning",
		"live.link_connecting", "live.link_denied", "live.link_offline", "live.link_online", "live.link_other_account",
		"live.link_signed_out", "live.locked", "live.moment", "live.moments", "live.no_store", "live.other_tab", "live.paste_found",
		"live.paste_lines", "live.paste_title", "live.paste_too_large", "live.paste_too_long", "live.paste_whole", "live.refused",
		"live.roll_add", "live.roll_add_choose", "live.roll_all", "live.roll_back", "live.roll_enough", "live.roll_in_for",
		"live.roll_late", "live.roll_left", "live.roll_needed", "live.roll_no_unit", "live.roll_not_enough", "live.roll_present",
		"live.roll_status", "live.roll_substitute", "live.roll_substitute_choose", "live.saved_here", "live.saved_nothing",
		"live.send_again", "live.sent", "live.sent_nothing", "live.shortcoming_coming", "live.shortcomings", "live.sign_in", "live.signed_out",
		"live.speaker_choose", "live.speaker_find", "live.speaker_typed", "live.state_conflict", "live.state_refused",
		"live.state_waiting", "live.take_merged", "live.take_mine", "live.take_theirs", "live.taken_out", "live.task_coming", "live.tasks",
		"live.too_large", "live.undo", "live.use_here", "live.votes_abstained", "live.votes_against", "live.votes_for", "live.waiting",
	}
}

// liveWords are the sentences behind the keys, with {n} where the script puts a number.
func (r room) liveWords() map[string]string {
	words := map[string]string{}
	for _, key := range liveKeys() {
		words[key] = r.t(key)
	}
	return words
}
