# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# What has to come from the system: names it, and installs it where that is known to work.
#
# A need is one of: jdk curl unzip git ssh gtk gl xtst xxf86vm fontconfig font

# Debian and Ubuntu are installed on; for the others the exact command is shown.
package_manager() {
  for manager in apt-get dnf pacman zypper apk brew; do
    if command -v "$manager" >/dev/null; then
      printf '%s\n' "$manager"
      return
    fi
  done
}

# package_for MANAGER NEED: the package that meets the need; nothing where there is none.
package_for() {
  case $1:$2 in
    apt-get:jdk) apt_available openjdk-25-jdk-headless openjdk-26-jdk-headless ;;
    apt-get:gtk) apt_available libgtk-3-0t64 libgtk-3-0 ;;
    apt-get:gl) echo libgl1 ;;
    apt-get:xtst) echo libxtst6 ;;
    apt-get:xxf86vm) echo libxxf86vm1 ;;
    apt-get:font) echo fonts-dejavu-core ;;
    apt-get:ssh) echo openssh-client ;;
    dnf:jdk) echo java-25-openjdk-devel ;;
    dnf:gtk) echo gtk3 ;;
    dnf:gl) echo mesa-libGL ;;
    dnf:xtst) echo libXtst ;;
    dnf:xxf86vm) echo libXxf86vm ;;
    dnf:font) echo dejavu-sans-fonts ;;
    pacman:jdk) echo jdk25-openjdk ;;
    pacman:gtk) echo gtk3 ;;
    pacman:gl) echo libglvnd ;;
    pacman:xtst) echo libxtst ;;
    pacman:xxf86vm) echo libxxf86vm ;;
    pacman:font) echo ttf-dejavu ;;
    zypper:jdk) echo java-25-openjdk-devel ;;
    zypper:gtk) echo libgtk-3-0 ;;
    zypper:gl) echo Mesa-libGL1 ;;
    zypper:xtst) echo libXtst6 ;;
    zypper:xxf86vm) echo libXxf86vm1 ;;
    zypper:font) echo dejavu-fonts ;;
    apk:jdk) echo openjdk25-jdk ;;
    apk:gtk) echo gtk+3.0 ;;
    apk:gl) echo mesa-gl ;;
    apk:xtst) echo libxtst ;;
    apk:xxf86vm) echo libxxf86vm ;;
    apk:font) echo font-dejavu ;;
    brew:jdk) echo openjdk@25 ;;
    brew:curl | brew:unzip) echo "$2" ;;
    brew:*) ;;
    ?*:*) echo "$2" ;;
  esac
}

# The first of the named packages that this system's archive has.
apt_available() {
  for name in "$@"; do
    if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then
      printf '%s\n' "$name"
      return
    fi
  done
}

install_command() {
  case $1 in
    apt-get) echo 'apt-get install --no-install-recommends' ;;
    dnf) echo 'dnf install' ;;
    pacman) echo 'pacman -S --needed' ;;
    zypper) echo 'zypper install' ;;
    apk) echo 'apk add' ;;
    brew) echo 'brew install' ;;
  esac
}

is_root() {
  [ "$(id -u)" -eq 0 ]
}

# Whether packages may be installed: the user said --yes or says so now, or nobody can be asked
# and root runs this, as in CI.
may_install() {
  [ "$assume_yes" = no ] || return 0
  if [ -t 0 ] && [ -t 2 ]; then
    if ! is_root; then
      command -v sudo >/dev/null || return 1
    fi
    printf 'gantry: install now? [Y/n] ' >&2
    read -r answer || return 1
    case $answer in
      '' | y | Y | yes | Yes) return 0 ;;
      *) return 1 ;;
    esac
  fi
  is_root
}

as_root() {
  if is_root; then
    "$@"
  else
    sudo "$@"
  fi
}

apt_install() {
  # a JDK links its manual pages there; slim systems lack the folder, and the install would fail
  as_root mkdir -p /usr/share/man/man1
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -q -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}

# ensure_needs NEEDS: meets the needs in the list and sets java_home, or ends with what the user has
# to do.
ensure_needs() {
  # shellcheck disable=SC2086 # a list of names
  set -- $1
  [ $# -eq 0 ] || install_packages_for "$@"
  find_jdk || die "no JDK $oldest_jdk was found after installing one; set JAVA_HOME to it"
}

# install_packages_for NEED...
install_packages_for() {
  manager=$(package_manager)
  [ "$manager" != apt-get ] || refresh_package_lists
  packages=
  for need in "$@"; do
    package=$(package_for "$manager" "$need")
    [ -n "$package" ] || no_package_for "$need"
    packages="$packages $package"
  done
  packages=${packages# }

  say "Gantry needs packages that are not installed: $packages"
  root_prefix=
  is_root || [ "$manager" = brew ] || root_prefix='sudo '
  by_hand="$root_prefix$(install_command "$manager") $packages"
  if [ "$manager" != apt-get ] || ! may_install; then
    say "install with:  $by_hand"
    exit 1
  fi
  # sudo may ask for the password, which it cannot below
  is_root || sudo -v
  # shellcheck disable=SC2086 # a list of names
  if ! while_showing 'Installing them' "$state/install.log" apt_install $packages; then
    tail -n 15 "$state/install.log" >&2
    die "could not install them; try:  $by_hand"
  fi
}

# The lists are needed to know what there is to install; a fresh machine or container has none.
refresh_package_lists() {
  mkdir -p "$state"
  if is_root || [ "$assume_yes" = yes ]; then
    while_showing 'Reading the package lists' "$state/install.log" as_root apt-get -q update ||
      say "apt-get update failed, going on with the lists of before; see $state/install.log"
  fi
}

no_package_for() {
  system=$(system_name)
  case $1 in
    jdk)
      say "Gantry needs a JDK $oldest_jdk or newer. None was found, and $system has no package of one."
      say "Get one for example from https://adoptium.net/temurin/releases/?version=$oldest_jdk and"
      die 'unpack it below ~/.jdks or /opt, or set JAVA_HOME to it.'
      ;;
    *) die "Gantry needs $1. Please install it; no package of $system is known to have it." ;;
  esac
}

system_name() {
  if [ -r /etc/os-release ]; then
    # shellcheck disable=SC1091 # a file of the system
    (. /etc/os-release && printf '%s' "${PRETTY_NAME:-this system}")
  else
    uname -s
  fi
}
