package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/excel"
)

// sheetOrder is what "dondoc export unit-sheet" was asked for.
type sheetOrder struct {
	committee, unit, out string
	json                 bool
}

func (p *program) exportUnitSheet() *cobra.Command {
	var o sheetOrder
	c := p.leaf("unit-sheet --committee CODE --unit CODE -o FILE.xlsx", "export.unit-sheet", 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.unitSheet(c, o) })
	f := c.Flags()
	f.StringVar(&o.committee, "committee", "", p.say.T("cli.flag.committee"))
	f.StringVar(&o.unit, "unit", "", p.say.T("cli.flag.unit"))
	f.StringVarP(&o.out, "output", "o", "", p.say.T("cli.flag.output"))
	f.BoolVar(&o.json, "json", false, p.say.T("cli.flag.json"))
	c.Example = "  dondoc export unit-sheet --committee qcdc-mau --unit xa-mau-mot -o xa-mau-mot.xlsx"
	return c
}

func (p *program) unitSheet(c *cobra.Command, o sheetOrder) error {
	for _, f := range [][2]string{{"--committee", o.committee}, {"--unit", o.unit}, {"-o", o.out}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	if o.json && o.out == toStdout {
		return misuse("cli.usage.wrong_value", "--json", "-o -")
	}
	words, err := p.documentWords(c)
	if err != nil {
		return err
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by := access.System(builtIn)
		committee, err := h.committee(ctx, by, o.committee)
		if err != nil {
			return err
		}
		unit, err := h.unit(ctx, by, committee.ID, o.unit)
		if err != nil {
			return err
		}
		sheet, err := h.intakes.UnitSheet(ctx, by, committee.ID, unit.ID)
		if err != nil {
			return err
		}
		return p.writeUnitSheet(o, sheet, words)
	})
}

// writtenSheet is what --json tells of a sheet handed out.
type writtenSheet struct {
	File  string         `json:"file"`
	Sheet intake.SheetID `json:"sheet_id"`
	Unit  string         `json:"unit"`
	Rows  int            `json:"rows"`
}

func (p *program) writeUnitSheet(o sheetOrder, sheet intake.UnitSheet, words *i18n.Printer) error {
	book, err := excel.UnitSheetBook(sheet, words)
	if err != nil {
		return err
	}
	defer book.Close() //nolint:errcheck // temporary files alone; what was written is written
	if err := p.writeFile(o.out, book.Write); err != nil {
		return err
	}
	if o.json {
		return p.json(writtenSheet{o.out, sheet.ID, sheet.UnitName, len(sheet.Rows)})
	}
	if o.out != toStdout {
		p.print(p.err, "cli.unit_sheet.out", o.out, sheet.UnitName, len(sheet.Rows))
	}
	return nil
}

// json writes a value for programs.
func (p *program) json(v any) error {
	e := json.NewEncoder(p.out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// unit finds a unit by its code: the committee's own first, then the common register's.
func (h *house) unit(ctx context.Context, by access.Actor, c access.CommitteeID, code string) (org.Unit, error) {
	var found *org.Unit
	for page := 1; ; page++ {
		units, err := h.orgs.Units(ctx, by, c, org.UnitQuery{ListQuery: org.ListQuery{Words: code, Page: page, Per: org.MaxPer}})
		if err != nil {
			return org.Unit{}, err
		}
		for _, u := range units.Rows {
			if u.Code == code && (found == nil || u.Owner == c) {
				found = &u
			}
		}
		if page*units.Per >= units.Total {
			break
		}
	}
	if found == nil {
		return org.Unit{}, fault.New(fault.NotFound, "cli.no_unit", code)
	}
	return *found, nil
}

func (p *program) importUnitSheet() *cobra.Command {
	var dry, asJSON bool
	c := p.leaf("unit-sheet FILE.xlsx [--dry-run]", "import.unit-sheet", 1, func(_ context.Context, c *cobra.Command, args []string) error {
		return p.sheetBack(c, args[0], dry, asJSON)
	})
	c.Flags().BoolVar(&dry, "dry-run", false, p.say.T("cli.flag.dry_run"))
	c.Flags().BoolVar(&asJSON, "json", false, p.say.T("cli.flag.json"))
	c.Example = "  dondoc import unit-sheet xa-mau-mot.xlsx --dry-run"
	return p.writes(c)
}

// rowsRefused says that a file was read and some of its rows were not taken over: told already, so only the exit status is left.
type rowsRefused struct{ n int }

func (r *rowsRefused) Error() string { return fmt.Sprintf("%d rows refused", r.n) }

func (p *program) sheetBack(c *cobra.Command, name string, dry, asJSON bool) error {
	var raw []byte
	err := p.withFile(name, func(r io.Reader) (err error) {
		raw, err = io.ReadAll(io.LimitReader(r, excel.MaxUnitSheet+1))
		return err
	})
	if err != nil {
		return err
	}
	file, err := excel.ReadUnitSheet(c.Context(), raw)
	if err != nil {
		return err
	}
	var got intake.SheetPreview
	err = p.with(c, func(ctx context.Context, h *house) error {
		by, err := p.actor(ctx, h)
		if err != nil {
			return err
		}
		if dry {
			got, err = h.intakes.PreviewUnitSheet(ctx, by, file.Committee, file)
			return err
		}
		got, err = h.takeSheet(ctx, by, name, raw, file)
		return err
	})
	if err != nil {
		return err
	}
	return p.tellSheet(got, dry, asJSON)
}

// takeSheet receives a sheet and takes over what nobody has to choose about.
func (h *house) takeSheet(ctx context.Context, by access.Actor, name string, raw []byte, file intake.SheetFile) (intake.SheetPreview, error) {
	sum := sha256.Sum256(raw)
	in := intake.ReceiveSheet{Committee: file.Committee, ID: intake.UploadID(id.Random()), FileName: name, SHA256: sum[:], File: file}
	got, err := h.intakes.ReceiveUnitSheet(ctx, by, in)
	if err != nil {
		return got, err
	}
	return h.intakes.ApplyUnitSheet(ctx, by, intake.DecideSheet{Committee: file.Committee, ID: in.ID, Rest: intake.Accept})
}

// tellSheet prints what became of each row that is not simply unchanged, and the counts.
func (p *program) tellSheet(got intake.SheetPreview, dry, asJSON bool) error {
	left := got.Counts[intake.RowInvalid]
	for _, j := range got.Rows {
		if j.Outcome != intake.OutcomeTaken && (j.Verdict == intake.RowConflict || j.Verdict == intake.RowNew || j.Verdict == intake.RowProposed) {
			left++
		}
	}
	if asJSON {
		if err := p.json(got); err != nil {
			return err
		}
	} else {
		p.tellRows(got)
		if dry {
			p.print(p.out, "cli.unit_sheet.dry", got.Counts[intake.RowAccepted], got.Counts[intake.RowUnchanged], left)
		} else {
			p.print(p.out, "cli.unit_sheet.back", got.Taken, got.Counts[intake.RowUnchanged], left)
		}
	}
	if left > 0 {
		return &rowsRefused{left}
	}
	return nil
}

func (p *program) tellRows(got intake.SheetPreview) {
	for _, j := range got.Rows {
		if j.Verdict == intake.RowUnchanged {
			continue
		}
		p.print(p.out, "cli.unit_sheet.row", j.Line, p.say.T("unit_sheet.verdict."+string(j.Verdict)), j.Number, short(j.Text))
		for _, m := range j.Why {
			_, _ = fmt.Fprintln(p.out, "    "+p.say.Message(m))
		}
		for _, m := range j.Notes {
			_, _ = fmt.Fprintln(p.out, "    "+p.say.Message(m))
		}
		for _, c := range j.Clashes {
			p.print(p.out, "cli.unit_sheet.clash", i18n.Key("unit_sheet.field."+string(c.Field)), c.Now, c.File)
		}
	}
}

// short is the beginning of a text, for one line of a terminal.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return string(r)
}
