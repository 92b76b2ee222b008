package dev.gantry.llm.security;

import java.nio.file.Path;
import java.time.InstantSource;

/// Keys and certificates among the resources of the tests; their README says what they are.
public final class TestKeys {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/gantry/llm/security").toAbsolutePath();

  private TestKeys() {}

  public static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  /// A server with a certificate that lets everyone in.
  public static ServerSecurity server(String name) throws SecurityFilesException {
    return ServerSecurity.load(
        new TlsFiles(file(name + ".pem"), file(name + ".key"), null), null, InstantSource.system());
  }
}
