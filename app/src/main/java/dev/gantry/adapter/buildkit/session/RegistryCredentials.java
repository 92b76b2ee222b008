package dev.gantry.adapter.buildkit.session;

import java.util.Optional;
import java.util.Set;

/// The user's logins at registries.
public interface RegistryCredentials {

  /// No login.
  Login ANONYMOUS = new Login("", "", "");

  /// A login; without a user name the secret is an identity token.
  ///
  /// @param token what the registry itself accepts; empty if there is none, as usual
  record Login(String user, String secret, String token) {
    public Login(String user, String secret) {
      this(user, secret, "");
    }

    /// Does not show the secret.
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /// The registries that the user has logins for, as far as that is known without asking for each.
  default Set<String> hosts() {
    return Set.of();
  }

  /// Finds the login for a registry, such as `registry-1.docker.io` or `localhost:5000`.
  Optional<Login> forHost(String host);
}
