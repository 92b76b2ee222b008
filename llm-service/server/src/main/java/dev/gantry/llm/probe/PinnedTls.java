package dev.gantry.llm.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// TLS with a server of which the certificate is at hand: that one is trusted, byte for byte, and
/// no other. Chooses what costs a JVM least that lives for a moment: no authorities are loaded, no
/// chain is built, and of TLS it is 1.2, because the JDK's 1.3 makes a key for a second group in
/// advance, which takes 2 s where it is interpreted.
final class PinnedTls {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /// The first is the one that keys are exchanged with, the others may be the certificate's.
  private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

  private PinnedTls() {}

  /// TLS over a connected socket, with HTTP/2 in it.
  ///
  /// @param certificate PEM file whose first certificate is the server's
  static Socket over(Socket plain, Path certificate) throws IOException {
    byte[] pinned = firstCertificate(certificate);
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(null, new TrustManager[] {new Pinned(pinned)}, null);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, -1, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setNamedGroups(GROUPS);
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static byte[] firstCertificate(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, begin);
    if (begin < 0 || end < 0) {
      throw new IOException(file + " holds no certificate");
    }
    return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end).strip());
  }

  private static final class Pinned implements X509TrustManager {
    private final byte[] certificate;

    Pinned(byte[] certificate) {
      this.certificate = certificate;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (!Arrays.equals(certificate, chain[0].getEncoded())) {
        throw new CertificateException("not the certificate in the variable GANTRY_LLM_TLS_CERT");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
