package dev.gantry.domain.inference;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// How a service that does not let everyone in is talked to.
///
/// @param authorities whose certificates are trusted; without any, there is no TLS
/// @param token what calls carry to be let in
public record ServiceAccess(List<X509Certificate> authorities, Optional<Token> token) {

  /// Without TLS, and nothing to show.
  public static final ServiceAccess OPEN = new ServiceAccess(List.of(), Optional.empty());

  public ServiceAccess {
    authorities = List.copyOf(authorities);
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
