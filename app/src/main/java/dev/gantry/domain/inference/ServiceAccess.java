package dev.gantry.domain.inference;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// How a service that does not let everyone in is talked to.
///
/// @param authorities whose certificates are trusted; without any, there is no TLS
/// @param tlsServerName name that the service's certificate has to have; empty for its host
/// @param identity what is shown in the handshake of TLS
/// @param token what calls carry to be let in
public record ServiceAccess(
    List<X509Certificate> authorities,
    Optional<String> tlsServerName,
    Optional<Identity> identity,
    Optional<Token> token) {

  /// Without TLS, and nothing to show.
  public static final ServiceAccess OPEN = new ServiceAccess(List.of(), Optional.empty());

  public ServiceAccess {
    authorities = List.copyOf(authorities);
  }

  /// Without a certificate to show.
  public ServiceAccess(List<X509Certificate> authorities, Optional<Token> token) {
    this(authorities, Optional.empty(), Optional.empty(), token);
  }

  /// A certificate with those above it, and its key. The key does not show itself where values are
  /// printed.
  public record Identity(List<X509Certificate> chain, PrivateKey key) {
    public Identity {
      chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
      return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
  }

  /// A secret. It does not show itself where values are printed.
  public record Token(String value) {
    @Override
    public String toString() {
      return "Token[...]";
    }
  }

  public boolean usesTls() {
    return !authorities.isEmpty();
  }
}
