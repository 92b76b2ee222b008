package dev.gantry.adapter.buildkit.session;

import java.util.Optional;

/// The user's logins at registries.
public interface RegistryCredentials {

  /// No login.
  Login ANONYMOUS = new Login("", "");

  /// A login; without a user name the secret is an identity token.
  record Login(String user, String secret) {

    /// Does not show the secret.
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /// Finds the login for a registry, such as `registry-1.docker.io` or `localhost:5000`.
  Optional<Login> forHost(String host);
}
