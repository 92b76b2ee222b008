# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# What JavaFX needs to open a window on Linux. The command line needs none of it.

# Whether these arguments open the dashboard: no command among them, and none of the options that
# only print something.
opens_window() {
  while [ $# -gt 0 ]; do
    case $1 in
      --project=* | --color=* | --json) ;;
      --project | --color) [ $# -eq 1 ] || shift ;;
      *) return 1 ;;
    esac
    shift
  done
}

ensure_display() {
  ! is_headless || return 0
  if [ -z "${DISPLAY-}" ]; then
    say 'there is no display to open a window on: DISPLAY is not set.'
    if [ -n "${WAYLAND_DISPLAY-}" ]; then
      say 'JavaFX needs an X server; on Wayland that is Xwayland.'
    fi
    say 'Over SSH, the option -X brings one along. The command line needs none: ./gantry --help'
    exit 1
  fi
}

# Whether no screen is used: on a platform that pretends, as in tests, or with other means than X.
is_headless() {
  case ${GANTRY_JAVA_OPTIONS-} in
    *glass.platform=Headless*) return 0 ;;
  esac
  [ "$(uname -s)" != Linux ]
}

# The needs that this machine does not meet, for ensure_needs.
missing_for_window() {
  ! is_headless || return 0
  known=$(known_libraries)
  for pair in gtk:libgtk-3.so.0 gl:libGL.so.1 xtst:libXtst.so.6 xxf86vm:libXxf86vm.so.1 \
    fontconfig:libfontconfig.so.1; do
    has_library "${pair#*:}" || echo "${pair%%:*}"
  done
  has_font || echo font
}

known_libraries() {
  for program in ldconfig /sbin/ldconfig /usr/sbin/ldconfig; do
    if command -v "$program" >/dev/null; then
      "$program" -p 2>/dev/null || :
      return
    fi
  done
}

# Looks into the loader's cache, then at the files, for systems that have no such cache.
has_library() {
  case $known in
    *"$1 "*) return 0 ;;
  esac
  for file in /lib*/"$1" /usr/lib*/"$1" /usr/local/lib*/"$1" /lib/*-linux-*/"$1" /usr/lib/*-linux-*/"$1"; do
    [ ! -e "$file" ] || return 0
  done
  return 1
}

has_font() {
  for folder in /usr/share/fonts /usr/local/share/fonts "${HOME-}/.fonts" "${HOME-}/.local/share/fonts"; do
    [ -d "$folder" ] || continue
    [ -z "$(find -L "$folder" -name '*.[to]t[fc]' -print 2>/dev/null | head -n 1)" ] || return 0
  done
  return 1
}
