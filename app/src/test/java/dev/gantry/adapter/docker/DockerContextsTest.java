package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerContextsTest {

  @TempDir private Path directory;

  @Test
  void meansTlsWithoutFilesWhenTheCertificateIsNotToBeChecked() throws Exception {
    write("lab", "tcp://lab.example.org", true);

    assertThat(new DockerContexts(directory).address("lab"))
        .isEqualTo(
            new EngineAddress(
                "tcp://lab.example.org:2376", Source.CONTEXT, Optional.empty(), true));
  }

  @Test
  void takesADirectoryThatHasOnlyTheAuthority() throws Exception {
    write("lab", "tcp://lab.example.org", false);
    Path tls =
        Files.createDirectories(
            directory.resolve("contexts/tls").resolve(id("lab")).resolve("docker"));
    Files.writeString(tls.resolve("ca.pem"), "");

    assertThat(new DockerContexts(directory).address("lab"))
        .isEqualTo(
            new EngineAddress("tcp://lab.example.org:2376", Source.CONTEXT, Optional.of(tls)));
  }

  @Test
  void takesAnEngineBehindSsh() throws Exception {
    write("lab", "ssh://ada@lab.example.org", false);

    assertThat(new DockerContexts(directory).address("lab"))
        .isEqualTo(
            new EngineAddress("ssh://ada@lab.example.org", Source.CONTEXT, Optional.empty()));
  }

  private void write(String name, String host, boolean skip) throws Exception {
    Path meta = Files.createDirectories(directory.resolve("contexts/meta").resolve(id(name)));
    Files.writeString(
        meta.resolve("meta.json"),
        """
        {"Name":"%s","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":%s}}}"""
            .formatted(name, host, skip));
  }

  private static String id(String name) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
  }
}
