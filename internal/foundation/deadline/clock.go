package deadline

import "fmt"

// hour is an hour of the day at which something is due.
type hour struct {
	at, to     int
	text       string // HH:MM
	before     bool   // trước, chậm nhất
	impossible bool
}

// hourAt reads "15h00", "16 giờ 00 phút", "16:00", "9g30", "2 giờ chiều", "17h" at i.
func (t *text) hourAt(i int) (hour, int) {
	k := t.at(i)
	if k.digits == 0 || k.digits > 2 {
		return hour{}, -1
	}
	h, minutes, j := k.num, 0, i+1
	switch {
	case t.is(j, ":") && t.at(j).glued && t.at(j+1).glued && t.at(j+1).digits == 2:
		minutes, j = t.at(j+1).num, j+2
	case t.is(j, "h", "g") && t.at(j).glued, t.is(j, "giờ"):
		minutes, j = t.minutes(j + 1)
	default:
		return hour{}, -1
	}
	h, j = t.partOfDay(h, j)
	c := hour{at: i, to: j, text: fmt.Sprintf("%02d:%02d", h, minutes)}
	c.impossible = h > 24 || minutes > 59 || h == 24 && minutes > 0
	return c, j
}

// minutes reads what stands behind the sign of the hour.
func (t *text) minutes(j int) (minutes, next int) {
	k := t.at(j)
	if k.digits != 2 || t.is(j+1, "/", "-") && t.at(j+2).num >= 0 {
		if t.is(j, "rưỡi") {
			return 30, j + 1
		}
		return 0, j
	}
	if t.unitAt(j+1) != "" && !t.is(j+1, "ngày") {
		return 0, j
	}
	return k.num, t.skip(j+1, "phút", "'", "’", "ph")
}

// partOfDay takes in "sáng", "chiều", "tối": two in the afternoon is 14.
func (t *text) partOfDay(h, j int) (hour, next int) {
	switch {
	case t.is(j, "sáng"):
		return h, j + 1
	case t.is(j, "chiều", "tối"):
		if h < 12 {
			h += 12
		}
		return h, j + 1
	}
	return h, j
}
