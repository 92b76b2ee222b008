package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

/// Keys and certificates that vouch for themselves, made by the JDK for one test.
public final class TestIdentity {
  private static final String PASSWORD = "password";

  private TestIdentity() {}

  /// Makes a key and a certificate for this host name or IPv4 address, as `key.pem` and `cert.pem`
  /// in a directory of that name.
  public static Path make(Path directory, String host) throws Exception {
    String kind = host.matches("[\\d.]+") ? "ip" : "dns";
    Path target = Files.createDirectories(directory.resolve(host));
    Path store = target.resolve("store.p12");
    CommandResult result =
        Programs.runner()
            .run(
                Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "identity")
                    .plus(
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=" + kind + ":" + host,
                        "-validity",
                        "2"),
                Duration.ofMinutes(1));
    assertThat(result.isSuccess()).as(result.outputText()).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    pem(
        target.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("identity", PASSWORD.toCharArray()).getEncoded());
    pem(target.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("identity").getEncoded());
    return target;
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }
}
