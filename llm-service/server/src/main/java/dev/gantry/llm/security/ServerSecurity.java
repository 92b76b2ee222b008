package dev.gantry.llm.security;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How the server is secured.
///
/// @param identity for TLS; null talks in the clear
/// @param token that calls must carry; null wants none
public record ServerSecurity(@Nullable TlsIdentity identity, @Nullable BearerToken token) {
  /// Not at all.
  public static final ServerSecurity NONE = new ServerSecurity(null, null);

  /// Reads and checks all the files there are.
  public static ServerSecurity load(
      @Nullable TlsFiles files, @Nullable Path tokenFile, InstantSource clock)
      throws SecurityFilesException {
    return files == null && tokenFile == null
        ? NONE
        : new ServerSecurity(
            files == null ? null : TlsIdentity.load(files, clock),
            tokenFile == null ? null : BearerToken.read(tokenFile));
  }

  /// Whether clients must show a certificate.
  public boolean wantsClientCertificate() {
    return identity != null && identity.trustManagers() != null;
  }
}
