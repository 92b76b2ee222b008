package dev.gantry.adapter.privateengine.apt;

import java.util.List;

/// A version of a package that an archive offers.
///
/// @param depends both what it needs to run and what it needs to be unpacked
/// @param sizeBytes of the package file
record PackageVersion(
    String name, DebianVersion version, List<Dependency> depends, long sizeBytes) {

  PackageVersion {
    depends = List.copyOf(depends);
  }

  /// As apt-get takes it, for example `runc=1.1.5+ds1-1`.
  String selector() {
    return name + "=" + version;
  }
}
