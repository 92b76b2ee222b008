package dev.gantry.llm.security;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// PEM files for TLS.
///
/// @param certificate of the server, followed by those that lead to its authority
/// @param key of the certificate, PKCS#8
/// @param clientAuthorities certificates of the authorities whose clients are trusted; null asks
///   clients for none
public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthorities) {}
