package dev.gantry.adapter.privateengine.apt;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A suite of an archive to fetch packages from.
///
/// @param uri of the archive, for example `http://deb.debian.org/debian/`
/// @param suite for example `bookworm`
/// @param components for example `main`
/// @param keyring the keys that may have signed the suite; null for those the system trusts
record AptSource(String uri, String suite, List<String> components, @Nullable Path keyring) {

  AptSource {
    components = List.copyOf(components);
  }

  /// As a line of sources.list(5), for the package index alone: a system may be set up to fetch
  /// icons, translations and file lists as well.
  String line() {
    String signedBy = keyring == null ? "" : " signed-by=" + keyring;
    return "deb [target=Packages%s] %s %s %s"
        .formatted(signedBy, uri, suite, String.join(" ", components));
  }
}
