package dev.gantry.adapter.docker;

import com.github.dockerjava.core.util.CertificateUtils;
import com.github.dockerjava.transport.SSLConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS with the files of a Docker certificate directory: `ca.pem` says whom to trust, `cert.pem`
/// and `key.pem` say who we are. The one that docker-java brings stops at TLS 1.2.
record EngineTls(SSLContext context) implements SSLConfig {

  /// The password that docker-java's key store has.
  private static final String KEY_STORE_PASSWORD = "docker";

  /// @throws IOException if a file cannot be read
  /// @throws GeneralSecurityException if a file is no certificate or key
  static EngineTls of(Path directory) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        CertificateUtils.createKeyStore(
            Files.readString(directory.resolve("key.pem")),
            Files.readString(directory.resolve("cert.pem"))),
        KEY_STORE_PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(CertificateUtils.createTrustStore(Files.readString(directory.resolve("ca.pem"))));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new EngineTls(context);
  }

  @Override
  public SSLContext getSSLContext()
      throws KeyManagementException,
          UnrecoverableKeyException,
          NoSuchAlgorithmException,
          KeyStoreException {
    return context;
  }
}
