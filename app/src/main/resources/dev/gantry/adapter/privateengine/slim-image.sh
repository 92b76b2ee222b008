#!/bin/sh
# Called by mmdebstrap with the new root directory: gives it the settings that
# Debian's own slim images have for apt and dpkg, and empties what differs from
# one run to the next.
set -eu

root=$1
suite=$(sed -n 's/^VERSION_CODENAME=//p' "$root/etc/os-release")

# No documentation (but licences), no translations: neither now nor from packages
# that an image installs later. mmdebstrap could leave them out by itself, but
# wants Python for it.
cat >"$root/etc/dpkg/dpkg.cfg.d/docker" <<END
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/groff/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/linda/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
END
for directory in man info groff lintian linda locale; do
  if [ -d "$root/usr/share/$directory" ]; then
    find "$root/usr/share/$directory" -mindepth 1 ! -name locale.alias -delete
  fi
done
find "$root/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
find "$root/usr/share/doc" -mindepth 1 -type d -empty -delete

rm -f "$root/etc/dpkg/dpkg.cfg.d/99mmdebstrap" "$root/etc/apt/apt.conf.d/99mmdebstrap"
echo 'force-unsafe-io' >"$root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"

# package files and caches are of no use in a layer
clean='rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true'
cat >"$root/etc/apt/apt.conf.d/docker-clean" <<END
DPkg::Post-Invoke { "$clean"; };
APT::Update::Post-Invoke { "$clean"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
END
echo 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/docker-no-languages"
echo 'Acquire::GzipIndexes "true";' >"$root/etc/apt/apt.conf.d/docker-gzip-indexes"
echo 'Apt::AutoRemove::SuggestsImportant "false";' >"$root/etc/apt/apt.conf.d/docker-autoremove-suggests"

# no package starts a service while an image is built
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

rm -f "$root/etc/apt/sources.list" "$root"/etc/apt/sources.list.d/*
cat >"$root/etc/apt/sources.list.d/debian.sources" <<END
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suite $suite-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: $suite-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END

rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root/var/log/apt" \
  "$root/var/log/dpkg.log" "$root/var/log/alternatives.log" \
  "$root/var/log/bootstrap.log" "$root/var/cache/ldconfig/aux-cache"
mkdir -p "$root/var/lib/apt/lists/partial" "$root/var/cache/apt/archives/partial"
: >"$root/etc/machine-id"
: >"$root/etc/hostname"
: >"$root/etc/resolv.conf"
