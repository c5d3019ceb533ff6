package bot

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"

	"vigil/internal/card"
)

// withFiles is a message with its files, if it has any, and its content type.
func withFiles(message []byte, files []card.File) (body []byte, contentType string, err error) {
	if len(files) == 0 {
		return message, "application/json", nil
	}
	return multipartBody(message, files)
}

// multipartBody is a message with its files, as Discord wants them: the JSON
// in payload_json, each file in files[n], where n is its id in the JSON's
// attachments (which hold the alt texts).
func multipartBody(message []byte, files []card.File) (body []byte, contentType string, err error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="payload_json"`},
		"Content-Type":        {"application/json"},
	})
	if err != nil {
		return nil, "", err
	}
	if _, err := part.Write(message); err != nil {
		return nil, "", err
	}
	for i, f := range files[:min(len(files), fileLimit)] {
		kind := f.Type
		if kind == "" {
			kind = "application/octet-stream"
		}
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="files[%s]"; filename="%s"`, strconv.Itoa(i), quoted(f.Name))},
			"Content-Type":        {kind},
		})
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.Data); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}

// quoted makes a file's name fit for a quoted string of a header.
func quoted(name string) string {
	return strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_").Replace(name)
}
