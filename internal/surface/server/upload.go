package server

import "net/url"

// UploadsURL is where a program or a script announces files of a committee that come in pieces. The API answers there; pages name it.
func UploadsURL(committee string) string {
	return "/api/v1/committees/" + url.PathEscape(committee) + "/uploads"
}
