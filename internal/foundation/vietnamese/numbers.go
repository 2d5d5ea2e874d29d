package vietnamese

import (
	"strconv"
	"strings"
)

// FormatInt prints a whole number with a full stop between thousands: 21.914.
func FormatInt(n int64) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		digits, sign = digits[1:], "-"
	}
	return sign + groupThousands(digits)
}

// FormatDecimal prints a number with a decimal comma and at most places decimals, without trailing zeros: 1.311,4.
func FormatDecimal(v float64, places int) string {
	s := strconv.FormatFloat(v, 'f', places, 64)
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		s, sign = rest, "-"
	}
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		if strings.Trim(whole, "0") == "" {
			sign = ""
		}
		return sign + groupThousands(whole)
	}
	return sign + groupThousands(whole) + "," + fraction
}

// FormatPercent prints a rate that is already in per cent, with at most two decimals: 1.37 gives "1,37 %".
// Print the base of the rate beside it.
func FormatPercent(v float64) string { return FormatDecimal(v, 2) + " %" }

func groupThousands(digits string) string {
	if len(digits) <= 3 || strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		return digits
	}
	var b strings.Builder
	head := len(digits) % 3
	b.WriteString(digits[:head])
	for i := head; i < len(digits); i += 3 {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}
