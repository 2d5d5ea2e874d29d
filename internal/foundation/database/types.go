package database

import (
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// uuidGetter and uuidSetter are what every id.ID[K] offers.
type (
	uuidGetter interface{ UUIDBytes() [16]byte }
	uuidSetter interface{ SetUUIDBytes(b [16]byte) }
)

// teach lets a connection's type map read and write our ids and civil dates. Zero values are NULL both ways.
func teach(m *pgtype.Map) {
	m.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{wrapEncode}, m.TryWrapEncodePlanFuncs...)
	m.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{wrapScan}, m.TryWrapScanPlanFuncs...)
}

type uuidValue struct{ uuidGetter }

func (v uuidValue) UUIDValue() (pgtype.UUID, error) {
	b := v.UUIDBytes()
	return pgtype.UUID{Bytes: b, Valid: b != [16]byte{}}, nil
}

type uuidTarget struct{ uuidSetter }

func (t uuidTarget) ScanUUID(v pgtype.UUID) error {
	if !v.Valid {
		v.Bytes = [16]byte{}
	}
	t.SetUUIDBytes(v.Bytes)
	return nil
}

type dateValue struct{ calendar.Date }

func (v dateValue) DateValue() (pgtype.Date, error) {
	return pgtype.Date{Time: v.Time(), Valid: !v.IsZero()}, nil
}

type dateTarget struct{ to *calendar.Date }

func (t dateTarget) ScanDate(v pgtype.Date) error {
	if !v.Valid {
		*t.to = calendar.Date{}
		return nil
	}
	*t.to = calendar.NewDate(v.Time.Year(), v.Time.Month(), v.Time.Day())
	return nil
}

type encodePlan struct {
	next pgtype.EncodePlan
	wrap func(any) any
}

func (p *encodePlan) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *encodePlan) Encode(value any, buf []byte) ([]byte, error) {
	return p.next.Encode(p.wrap(value), buf)
}

func wrapEncode(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	switch v := value.(type) {
	case calendar.Date:
		return &encodePlan{wrap: func(v any) any { return dateValue{v.(calendar.Date)} }}, dateValue{v}, true //nolint:forcetypeassert // the plan is chosen by this type
	case uuidGetter:
		return &encodePlan{wrap: func(v any) any { return uuidValue{v.(uuidGetter)} }}, uuidValue{v}, true //nolint:forcetypeassert // the plan is chosen by this type
	}
	return nil, nil, false
}

type scanPlan struct {
	next pgtype.ScanPlan
	wrap func(any) any
}

func (p *scanPlan) SetNext(next pgtype.ScanPlan) { p.next = next }

func (p *scanPlan) Scan(src []byte, target any) error { return p.next.Scan(src, p.wrap(target)) }

func wrapScan(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	switch t := target.(type) {
	case *calendar.Date:
		return &scanPlan{wrap: func(v any) any { return dateTarget{v.(*calendar.Date)} }}, dateTarget{t}, true //nolint:forcetypeassert // the plan is chosen by this type
	case uuidSetter:
		return &scanPlan{wrap: func(v any) any { return uuidTarget{v.(uuidSetter)} }}, uuidTarget{t}, true //nolint:forcetypeassert // the plan is chosen by this type
	}
	return nil, nil, false
}
