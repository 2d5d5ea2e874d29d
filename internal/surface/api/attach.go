package api

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	attachmentsPath = committeePath + "/attachments"
	attachmentPath  = attachmentsPath + "/{attachment}"
	retentionPath   = committeePath + "/attachment-settings"
)

func (a *API) attachRoutes() []route {
	content := reads(title{attachmentPath + "/content", "downloadAttachment", "The bytes of a file"}, a.download)
	content.media, content.answer = "application/octet-stream", nil
	return []route{
		asks(title{attachmentsPath, "listAttachments", "The files of a row, the earliest first"}, a.listAttachments),
		{
			method: http.MethodPost, path: attachmentsPath, name: "uploadAttachment", summary: "Attach a file to a row", status: http.StatusCreated,
			form: []formPart{
				{"id", reflect.TypeFor[attach.ID]()}, {"owner_kind", reflect.TypeFor[attach.OwnerKind]()}, {"owner_id", reflect.TypeFor[attach.OwnerID]()}, {"file", nil},
			},
			answer: reflect.TypeFor[attach.Attachment](), reading: attachmentsPath + "/{id}", repeats: true, handle: a.upload,
		},
		reads(title{attachmentPath, "getAttachment", "What is known of a file"}, a.getAttachment),
		content,
		posts(title{attachmentPath + "/withdraw", "withdrawAttachment", "Take a file of a meeting back; its bytes stay until the retention ends"}, a.d.Attach.Withdraw).bind("attachment=id"),
		reads(title{retentionPath, "getAttachmentSettings", "How long the committee keeps the bytes of files taken away"}, a.getRetention),
		edits(title{retentionPath, "setAttachmentSettings", "Change how long the bytes of files taken away are kept"}, a.d.Attach.SetRetention),
	}
}

// AttachmentQuery names the row whose files are asked for.
type AttachmentQuery struct {
	OwnerKind attach.OwnerKind `json:"owner_kind" validate:"required"`
	OwnerID   attach.OwnerID   `json:"owner_id" validate:"required"`
}

func (a *API) listAttachments(ctx context.Context, c call, q AttachmentQuery) (Rows[attach.Attachment], error) {
	if q.OwnerKind == "" || q.OwnerID.IsZero() {
		return Rows[attach.Attachment]{}, refuse("owner_id", "validate.required")
	}
	all, err := a.d.Attach.Of(ctx, c.by, c.in(), q.OwnerKind, q.OwnerID)
	return Rows[attach.Attachment]{Rows: all, Total: len(all)}, err
}

// upload streams the file into the store. The fields that say what it belongs to come before it in the body.
func (a *API) upload(ctx context.Context, c call) (any, error) {
	in := attach.UploadInput{Committee: c.in()}
	file, err := readForm(c.c.Request, map[string]reflect.Value{
		"id": reflect.ValueOf(&in.ID).Elem(), "owner_kind": reflect.ValueOf(&in.OwnerKind).Elem(), "owner_id": reflect.ValueOf(&in.OwnerID).Elem(),
	})
	if err != nil {
		return nil, err
	}
	in.FileName, in.Body = file.FileName(), file
	status := http.StatusCreated
	if _, err := a.d.Attach.Get(ctx, c.by, c.in(), in.ID); err == nil {
		status = http.StatusOK
	}
	out, err := a.d.Attach.Upload(ctx, c.by, in)
	if err != nil {
		return nil, err
	}
	return made{status: status, body: out, location: c.location(attachmentsPath+"/{id}", out)}, nil
}

// longestField bounds a field of a multipart body that is no file.
const longestField = 1000

// readForm reads the fields of a multipart body up to the file, which it returns unread.
func readForm(r *http.Request, fields map[string]reflect.Value) (*multipart.Part, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, server.WrongMediaType("api.not_multipart", err)
	}
	wrong := checker{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, refuse("file", "validate.required")
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "api.not_multipart").Because(err)
		}
		if part.FormName() == "file" {
			if len(wrong) > 0 {
				return nil, &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
			}
			return part, nil
		}
		at, known := fields[part.FormName()]
		if !known {
			return nil, refuse(part.FormName(), "api.unknown_field")
		}
		text, err := io.ReadAll(io.LimitReader(part, longestField))
		if err != nil {
			return nil, fault.New(fault.Invalid, "api.not_multipart").Because(err)
		}
		wrong.set(at, string(text), part.FormName())
	}
}

func (a *API) getRetention(ctx context.Context, c call) (attach.Retention, error) {
	return a.d.Attach.Retention(ctx, c.by, c.in())
}

func (a *API) getAttachment(ctx context.Context, c call) (attach.Attachment, error) {
	f, err := idOf[any](c, "attachment")
	if err != nil {
		return attach.Attachment{}, err
	}
	return a.d.Attach.Get(ctx, c.by, c.in(), attach.ID(f))
}

// download sends the bytes always as an attachment: nothing uploaded is shown in place.
func (a *API) download(ctx context.Context, c call) (written, error) {
	f, err := idOf[any](c, "attachment")
	if err != nil {
		return written{}, err
	}
	row, body, err := a.d.Attach.Download(ctx, c.by, c.in(), attach.ID(f))
	if err != nil {
		return written{}, err
	}
	defer body.Close() //nolint:errcheck // nothing is written to it
	c.c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": row.FileName}))
	c.c.Header("Content-Type", row.MediaType)
	c.c.Header("Cache-Control", "private, no-store")
	http.ServeContent(c.c.Writer, c.c.Request, "", time.Time{}, body)
	return written{}, nil
}
