package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The user's logins as the classic builder takes them, which cannot ask: all at once, in a header
/// (moby, `api/server/router/build/build_routes.go`).
final class RegistryHeader {

  static final String NAME = "X-Registry-Config";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryHeader() {}

  static String of(RegistryCredentials credentials) {
    ObjectNode logins = JSON.createObjectNode();
    for (String host : credentials.hosts()) {
      credentials
          .forHost(host)
          .ifPresent(
              login -> {
                ObjectNode entry = logins.putObject(host).put("serveraddress", host);
                if (!login.token().isEmpty()) {
                  entry.put("registrytoken", login.token());
                } else if (login.user().isEmpty()) {
                  entry.put("identitytoken", login.secret());
                } else {
                  entry.put("username", login.user()).put("password", login.secret());
                }
              });
    }
    return Base64.getUrlEncoder()
        .encodeToString(logins.toString().getBytes(StandardCharsets.UTF_8));
  }
}
