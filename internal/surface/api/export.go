package api

import (
	"context"
	"io"
	"net/http"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	exportsPath = committeePath + "/exports"
	exportPath  = exportsPath + "/{export}"
)

// exportRoutes are those of workbooks that are made as jobs.
func (a *API) exportRoutes() []route {
	return []route{
		lists(title{exportsPath, "listExports", "The workbooks you asked for, the latest first"}, a.listExports),
		creates(title{exportsPath, "askExport", "Ask for the workbook of a period: it is made in the background"}, exportsPath+"/{id}", a.d.Exports.Ask, a.exportThere),
		reads(title{exportPath, "getExport", "How far a workbook is; yours alone"}, a.getExport),
		file(title{exportPath + "/file", "downloadExport", "A finished workbook, while you may read what stands in it"}, xlsxType, a.exportFile),
		{method: http.MethodDelete, path: exportPath, name: "deleteExport", summary: "Take a workbook away before it expires", status: http.StatusNoContent, handle: a.deleteExport},
	}
}

func (a *API) listExports(ctx context.Context, c call) ([]export.File, error) {
	return a.d.Exports.Mine(ctx, c.by, c.in())
}

func (a *API) exportThere(ctx context.Context, c call, in export.Ask) error {
	_, err := a.d.Exports.Get(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getExport(ctx context.Context, c call) (export.File, error) {
	i, err := idOf[export.File](c, "export")
	if err != nil {
		return export.File{}, err
	}
	return a.d.Exports.Get(ctx, c.by, c.in(), i)
}

func (a *API) exportFile(ctx context.Context, c call) (written, error) {
	i, err := idOf[export.File](c, "export")
	if err != nil {
		return written{}, err
	}
	f, in, err := a.d.Exports.Open(ctx, c.by, c.in(), i)
	if err != nil {
		return written{}, err
	}
	defer in.Close() //nolint:errcheck // read to its end or given up
	return written{}, server.Send(c.c, server.File{Name: f.Name, Media: xlsxType, Write: func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	}})
}

func (a *API) deleteExport(ctx context.Context, c call) (any, error) {
	i, err := idOf[export.File](c, "export")
	if err != nil {
		return nil, err
	}
	return nil, a.d.Exports.Delete(ctx, c.by, c.in(), i)
}
