package api

import (
	"context"
	"encoding/base64"
	"errors"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// Files that come in pieces: tus 1.0.0, core with creation, termination and expiration. docs/uploads.md tells it from outside.

const (
	uploadsPath = committeePath + "/uploads"
	uploadPath  = uploadsPath + "/{upload}"

	tusVersion = "1.0.0"
	pieceMedia = "application/offset+octet-stream"
)

func (a *API) uploadRoutes() []route {
	to := func(method, path, name, summary string, status int) route {
		return route{method: method, path: path, name: name, summary: summary, status: status}
	}
	begin := to(http.MethodPost, uploadsPath, "beginUpload", "Announce a file that comes in pieces (tus 1.0.0)", http.StatusCreated)
	begin.headers = []string{tusHeader, "Upload-Length", "Upload-Metadata"}
	begin.reading, begin.handle = uploadPath, a.beginUpload
	// The server answers HEAD, which tus asks with, by the route of GET.
	status := to(http.MethodGet, uploadPath, "uploadStatus", "How far a file has come, in the headers; HEAD will do", http.StatusOK)
	status.handle = a.uploadStatus
	piece := to(http.MethodPatch, uploadPath, "continueUpload", "Send the next piece of a file", http.StatusNoContent)
	piece.headers = []string{tusHeader, "Upload-Offset"}
	piece.takes, piece.handle = pieceMedia, a.continueUpload
	abandon := to(http.MethodDelete, uploadPath, "abandonUpload", "Forget a file that has not arrived", http.StatusNoContent)
	abandon.handle = a.abandonUpload
	return []route{begin, status, piece, abandon}
}

const tusHeader = "Tus-Resumable"

// told puts into the headers what tus wants to know of an upload.
func (c call) told(u attach.Upload) {
	h := c.c.Writer.Header()
	h.Set(tusHeader, tusVersion)
	h.Set("Upload-Offset", strconv.FormatInt(u.Received, 10))
	h.Set("Upload-Length", strconv.FormatInt(u.Size, 10))
	h.Set("Upload-Expires", u.Until().UTC().Format(http.TimeFormat))
	h.Set("Cache-Control", "no-store")
}

// spoken refuses another version of the protocol, with the one that is spoken.
func (c call) spoken() error {
	c.c.Header(tusHeader, tusVersion)
	if c.c.GetHeader(tusHeader) != tusVersion {
		c.c.Header("Tus-Version", tusVersion)
		return refuse(tusHeader, "api.tus_version", tusVersion)
	}
	return nil
}

func (a *API) beginUpload(ctx context.Context, c call) (any, error) {
	in, err := c.announced()
	if err != nil {
		return nil, err
	}
	u, err := a.d.Attach.BeginUpload(ctx, c.by, in)
	if err != nil {
		return nil, err
	}
	c.told(u)
	c.c.Header("Location", server.UploadsURL(c.word("committee"))+"/"+u.ID.String())
	c.c.Status(http.StatusCreated)
	return written{}, nil
}

// announced reads what a file will be: its length, and in the metadata id, owner_kind, owner_id and filename.
func (c call) announced() (attach.BeginUpload, error) {
	in := attach.BeginUpload{Committee: c.in()}
	if err := c.spoken(); err != nil {
		return in, err
	}
	size, err := strconv.ParseInt(c.c.GetHeader("Upload-Length"), 10, 64)
	if err != nil || size < 0 {
		return in, refuse("Upload-Length", "api.whole_number")
	}
	in.Size = size
	wrong := checker{}
	fields := map[string]reflect.Value{
		"id": reflect.ValueOf(&in.ID).Elem(), "owner_kind": reflect.ValueOf(&in.OwnerKind).Elem(), "owner_id": reflect.ValueOf(&in.OwnerID).Elem(),
		"filename": reflect.ValueOf(&in.FileName).Elem(),
	}
	for pair := range strings.SplitSeq(c.c.GetHeader("Upload-Metadata"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(pair), " ")
		text, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return in, refuse("Upload-Metadata", "api.tus_metadata")
		}
		if at, known := fields[name]; known { // tus lets a client say more than is asked for
			wrong.set(at, string(text), name)
		}
	}
	if len(wrong) > 0 {
		return in, &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
	}
	return in, nil
}

func (a *API) uploadStatus(ctx context.Context, c call) (any, error) {
	i, err := idOf[any](c, "upload")
	if err != nil {
		return nil, err
	}
	u, err := a.d.Attach.UploadStatus(ctx, c.by, c.in(), attach.ID(i))
	if err != nil {
		return nil, err
	}
	c.told(u)
	c.c.Status(http.StatusOK)
	return written{}, nil
}

func (a *API) continueUpload(ctx context.Context, c call) (any, error) {
	i, err := idOf[any](c, "upload")
	if err == nil {
		err = c.spoken()
	}
	if err != nil {
		return nil, err
	}
	if media, _, err := mime.ParseMediaType(c.c.ContentType()); err != nil || media != pieceMedia {
		return nil, server.WrongMediaType("api.not_a_piece", errors.Join(err, errors.New(c.c.ContentType())))
	}
	offset, err := strconv.ParseInt(c.c.GetHeader("Upload-Offset"), 10, 64)
	if err != nil || offset < 0 {
		return nil, refuse("Upload-Offset", "api.whole_number")
	}
	u, err := a.d.Attach.ContinueUpload(ctx, c.by, attach.Piece{Committee: c.in(), ID: attach.ID(i), Offset: offset, Body: c.c.Request.Body})
	if err != nil {
		return nil, err
	}
	c.told(u)
	return nil, nil
}

func (a *API) abandonUpload(ctx context.Context, c call) (any, error) {
	i, err := idOf[any](c, "upload")
	if err != nil {
		return nil, err
	}
	c.c.Header(tusHeader, tusVersion)
	return nil, a.d.Attach.AbandonUpload(ctx, c.by, c.in(), attach.ID(i))
}
