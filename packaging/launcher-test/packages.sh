# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# Tests of launcher/packages.sh: what is installed is called by its name on each system.

# names MANAGER NEED: with an archive that has openjdk-25 and the t64 libraries.
names() {
  (
    # shellcheck source=packaging/launcher/packages.sh
    . "$repository/packaging/launcher/packages.sh"
    mkdir -p "$work/case/path"
    cat >"$work/case/path/apt-cache" <<'APT'
#!/bin/sh
case $3 in openjdk-25-* | *t64) ;; *) exit 100 ;; esac
APT
    chmod +x "$work/case/path/apt-cache"
    PATH=$work/case/path:$PATH
    package_for "$1" "$2"
  )
}

names_the_packages_of_the_system() {
  equal "$(names apt-get gtk)" libgtk-3-0t64
  equal "$(names apt-get curl)" curl
  equal "$(names dnf jdk)" java-25-openjdk-devel
  equal "$(names pacman unzip)" unzip
  equal "$(names brew gtk)" ''
}

it 'names the packages of the system' names_the_packages_of_the_system
