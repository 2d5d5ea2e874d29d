package api

import (
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"reflect"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	sheetsPath = committeePath + "/unit-sheets"
	sheetPath  = sheetsPath + "/{upload}"
)

func (a *API) sheetRoutes() []route {
	return []route{
		file(title{committeePath + "/units/{unit}/sheet", "downloadUnitSheet", "What a unit owes, as a workbook that it fills in and sends back"}, xlsxType, a.unitSheet),
		reads(title{sheetsPath, "getUnitSheets", "The units with open tasks, and the unit sheets that came back"}, a.sheetDesk),
		{
			method: http.MethodPost, path: sheetsPath, name: "receiveUnitSheet", summary: "Send a filled unit sheet back; nothing is taken over before that is decided", status: http.StatusCreated,
			form:   []formPart{{"id", reflect.TypeFor[intake.UploadID]()}, {"file", nil}},
			answer: reflect.TypeFor[intake.SheetPreview](), reading: sheetsPath + "/{id}", repeats: true, handle: a.receiveSheet,
		},
		reads(title{sheetPath, "getReceivedUnitSheet", "What a received unit sheet would change now, row by row, and what was decided"}, a.receivedSheet),
		posts(title{sheetPath + "/decide", "decideUnitSheet", "Take rows of a received unit sheet over, or refuse them"}, a.d.Intake.ApplyUnitSheet).bind("upload=id"),
	}
}

func (a *API) sheetDesk(ctx context.Context, c call) (intake.SheetDesk, error) {
	return a.d.Intake.SheetDesk(ctx, c.by, c.in())
}

func (a *API) unitSheet(ctx context.Context, c call) (written, error) {
	u, err := idOf[any](c, "unit")
	if err != nil {
		return written{}, err
	}
	sheet, err := a.d.Intake.UnitSheet(ctx, c.by, c.in(), access.UnitID(u))
	if err != nil {
		return written{}, err
	}
	book, err := excel.UnitSheetBook(sheet, c.words)
	if err != nil {
		return written{}, err
	}
	defer book.Close() //nolint:errcheck // temporary files alone; what was sent is sent
	return written{}, server.Send(c.c, server.File{Name: excel.UnitSheetName(sheet) + ".xlsx", Media: xlsxType, Write: book.Write})
}

// receiveSheet reads the file within its limits. The id comes before it in the body.
func (a *API) receiveSheet(ctx context.Context, c call) (any, error) {
	in := intake.ReceiveSheet{Committee: c.in()}
	part, err := readForm(c.c.Request, map[string]reflect.Value{"id": reflect.ValueOf(&in.ID).Elem()})
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(part, excel.MaxUnitSheet+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "api.not_multipart").Because(err)
	}
	if in.File, err = excel.ReadUnitSheet(ctx, raw); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	in.FileName, in.SHA256 = part.FileName(), sum[:]
	status := http.StatusCreated
	if _, err := a.d.Intake.UnitSheetUpload(ctx, c.by, c.in(), in.ID); err == nil {
		status = http.StatusOK
	}
	out, err := a.d.Intake.ReceiveUnitSheet(ctx, c.by, in)
	if err != nil {
		return nil, err
	}
	return made{status: status, body: out, location: c.location(sheetsPath+"/{id}", out)}, nil
}

func (a *API) receivedSheet(ctx context.Context, c call) (intake.SheetPreview, error) {
	u, err := idOf[any](c, "upload")
	if err != nil {
		return intake.SheetPreview{}, err
	}
	return a.d.Intake.UnitSheetUpload(ctx, c.by, c.in(), intake.UploadID(u))
}
