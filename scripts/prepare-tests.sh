#!/usr/bin/env bash
# Makes sure that the tests find a browser and an office program. As root with apt it installs Debian's packages;
# else it says what to install. SKIP_BROWSER=1 leaves out the tests that need them, and says so.
set -euo pipefail

if [ "${SKIP_BROWSER:-}" = 1 ]; then
	echo "SKIP_BROWSER=1: the tests that need Chromium or LibreOffice are SKIPPED"
	exit 0
fi

any() { for name in "$@"; do command -v "$name" >/dev/null 2>&1 && return 0; done; return 1; }

# A module of LibreOffice may be missing though the program is there.
module() {
	local program
	program=$(readlink -f "$(command -v soffice || command -v libreoffice)") || return 1
	[ -e "$(dirname "$program")/$1" ] || [ "$(uname)" = Darwin ]
}

packages=()
any chromium chromium-browser google-chrome google-chrome-stable chrome || packages+=(chromium)
any soffice libreoffice || packages+=(libreoffice-calc libreoffice-writer)
if [ "${#packages[@]}" -eq 0 ] || [[ " ${packages[*]} " != *libreoffice* ]]; then
	module libsclo.so || packages+=(libreoffice-calc)
	module libswlo.so || packages+=(libreoffice-writer)
fi
[ "${#packages[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	cat >&2 <<-WORDS
	The tests need: ${packages[*]}
	  Debian, Ubuntu:  apt-get install --no-install-recommends ${packages[*]} fonts-liberation2
	  Fedora:          dnf install chromium libreoffice-calc libreoffice-writer liberation-serif-fonts
	  macOS:           brew install --cask chromium libreoffice
	Or leave out the tests that need them: SKIP_BROWSER=1 make test
	WORDS
	exit 1
fi

echo "installing for the tests: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# The older Liberation fonts draw some Vietnamese letters in another face; the name of the newer ones differs between releases.
fonts=fonts-liberation
apt-cache show fonts-liberation2 >/dev/null 2>&1 && fonts=fonts-liberation2
apt-get install -qq -y --no-install-recommends "${packages[@]}" "$fonts"
