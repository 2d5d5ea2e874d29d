package calendar_test

import (
	"math"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// This file computes the Vietnamese lunar calendar (UTC+7) after the published astronomical method of Hồ Ngọc Đức,
// to check the table of lunar days; the product itself needs no more than the table.

const vietnamOffset = 7.0 / 24

// julian is the day number of a civil date at noon.
func julian(d calendar.Date) int {
	return int(d.Time().Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24) + 2451545
}

func fromJulian(n int) calendar.Date { return calendar.NewDate(2000, time.January, 1+n-2451545) }

// newMoon is the day number in Viet Nam of the k-th new moon after 1 January 1900.
func newMoon(k float64) int {
	t := k / 1236.85
	rad := math.Pi / 180
	jd := 2415020.75933 + 29.53058868*k + 0.0001178*t*t - 0.000000155*t*t*t + 0.00033*math.Sin((166.56+132.87*t-0.009173*t*t)*rad)
	m := (359.2242 + 29.10535608*k - 0.0000333*t*t - 0.00000347*t*t*t) * rad
	mpr := (306.0253 + 385.81691806*k + 0.0107306*t*t + 0.00001236*t*t*t) * rad
	f := (21.2964 + 390.67050646*k - 0.0016528*t*t - 0.00000239*t*t*t) * rad
	c := (0.1734-0.000393*t)*math.Sin(m) + 0.0021*math.Sin(2*m) - 0.4068*math.Sin(mpr) + 0.0161*math.Sin(2*mpr) - 0.0004*math.Sin(3*mpr)
	c += 0.0104*math.Sin(2*f) - 0.0051*math.Sin(m+mpr) - 0.0074*math.Sin(m-mpr) + 0.0004*math.Sin(2*f+m)
	c += -0.0004*math.Sin(2*f-m) - 0.0006*math.Sin(2*f+mpr) + 0.0010*math.Sin(2*f-mpr) + 0.0005*math.Sin(2*mpr+m)
	delta := -0.000278 + 0.000265*t + 0.000262*t*t
	return int(math.Floor(jd + c - delta + 0.5 + vietnamOffset))
}

// sunSector is the twelfth of the ecliptic in which the sun stands at midnight before the day.
func sunSector(day int) int {
	t := (float64(day) - 0.5 - vietnamOffset - 2451545) / 36525
	rad := math.Pi / 180
	m := 357.52910 + 35999.05030*t - 0.0001559*t*t - 0.00000048*t*t*t
	l := 280.46645 + 36000.76983*t + 0.0003032*t*t
	l += (1.914600-0.004817*t-0.000014*t*t)*math.Sin(m*rad) + (0.019993-0.000101*t)*math.Sin(2*m*rad) + 0.000290*math.Sin(3*m*rad)
	l = math.Mod(l*rad, 2*math.Pi)
	if l < 0 {
		l += 2 * math.Pi
	}
	return int(l / math.Pi * 6)
}

// month11 is the first day of the lunar month that holds the winter solstice of the year.
func month11(year int) int {
	off := julian(calendar.Date{Year: year, Month: 12, Day: 31}) - 2415021
	k := math.Floor(float64(off) / 29.530588853)
	nm := newMoon(k)
	if sunSector(nm) >= 9 {
		nm = newMoon(k - 1)
	}
	return nm
}

// leapOffset is the place of the leap month after month 11.
func leapOffset(a11 int) int {
	k := math.Floor((float64(a11)-2415021.076998695)/29.530588853 + 0.5)
	last := 0
	for i := 1; i < 14; i++ {
		arc := sunSector(newMoon(k + float64(i)))
		if i > 1 && arc == last {
			return i - 1
		}
		last = arc
	}
	return 0
}

// lunarToSolar converts a day of the first half of a lunar year (no leap month asked for).
func lunarToSolar(day, month, year int) calendar.Date {
	a11, b11 := month11(year-1), month11(year)
	off := month + 1
	if b11-a11 > 365 {
		if leap := leapOffset(a11); off >= leap {
			off++
		}
	}
	k := math.Floor(0.5 + (float64(a11)-2415021.076998695)/29.530588853)
	return fromJulian(newMoon(k+float64(off)) + day - 1)
}
