package dev.gantry.llm.security;

import static dev.gantry.llm.security.TestKeys.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewableKeysTest {
  private static final String[] KINDS = {"RSA"};

  @TempDir private Path directory;
  private TlsIdentity identity;
  private X509ExtendedKeyManager keys;

  @BeforeEach
  void load() throws Exception {
    show("server");
    identity =
        TlsIdentity.load(
            new TlsFiles(directory.resolve("pem"), directory.resolve("key"), null),
            InstantSource.system());
    keys = (X509ExtendedKeyManager) identity.keyManagers()[0];
  }

  @Test
  void letEachHandshakeThatBeginsHaveTheNewest() throws Exception {
    show("server-rsa");
    identity.renew(InstantSource.system());

    String alias = keys.getServerAliases("RSA", null)[0];
    assertThat(
            List.of(
                keys.chooseServerAlias("RSA", null, null),
                keys.chooseEngineServerAlias("RSA", null, null),
                keys.chooseClientAlias(KINDS, null, null),
                keys.chooseEngineClientAlias(KINDS, null, null),
                keys.getClientAliases("RSA", null)[0]))
        .containsOnly(alias);
    assertThat(keys.getCertificateChain(alias)).containsExactly(certificate("server-rsa"));
  }

  @Test
  void letOneUnderWayEndWithThoseThatItBeganWith() throws Exception {
    String alias = keys.chooseEngineServerAlias("EC", null, null);
    show("server-rsa");
    identity.renew(InstantSource.system());

    assertThat(keys.getCertificateChain(alias)).containsExactly(certificate("server"));
    assertThat(keys.getPrivateKey(alias).getAlgorithm()).isEqualTo("EC");
  }

  private void show(String name) throws Exception {
    for (String kind : List.of("pem", "key")) {
      Files.copy(
          file(name + "." + kind), directory.resolve(kind), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static X509Certificate certificate(String name) throws Exception {
    return new PemFile("tls-cert", file(name + ".pem")).certificates().getFirst();
  }
}
