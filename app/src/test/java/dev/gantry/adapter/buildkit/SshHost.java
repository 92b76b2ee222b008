package dev.gantry.adapter.buildkit;

import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;

/// A machine that is reached by SSH, with a Docker CLI and an engine, and the client that knows it:
/// both ends speak the real protocol, and the key is the only one that the machine lets in.
final class SshHost implements AutoCloseable {

  private static final String USER = "ada";

  private final SshServer server;
  private final Path client;

  private SshHost(SshServer server, Path client) {
    this.server = server;
    this.client = client;
  }

  /// @param directory for keys and the client's configuration
  /// @param docker the Docker CLI of the machine
  static SshHost start(Path directory, Path docker, EngineAddress engine) throws Exception {
    KeyPair ofHost = key();
    KeyPair ofUser = key();
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(ofHost));
    server.setPublickeyAuthenticator(
        (user, key, _) -> user.equals(USER) && KeyUtils.compareKeys(key, ofUser.getPublic()));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setCommandFactory(
        (channel, command) -> {
          if (!command.equals("docker system dial-stdio")) {
            return ProcessShellCommandFactory.INSTANCE.createCommand(channel, "exit 127");
          }
          return new ProcessShellFactory(
                  command, docker.toString(), "--host", engine.host(), "system", "dial-stdio")
              .createShell(channel);
        });
    server.start();
    write(directory.resolve("key"), ofUser);
    Path configuration =
        Files.writeString(
            directory.resolve("config"),
            """
            Host build.example
              HostName %s
              Port %d
              User %s
              IdentityFile %s
              IdentitiesOnly yes
              StrictHostKeyChecking no
              UserKnownHostsFile /dev/null
              LogLevel ERROR
            """
                .formatted(server.getHost(), server.getPort(), USER, directory.resolve("key")));
    Path client =
        Files.writeString(
            directory.resolve("ssh"),
            "#!/bin/sh\nexec ssh -F '%s' \"$@\"\n".formatted(configuration));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
    return new SshHost(server, client);
  }

  /// Lets nobody in from now on.
  SshHost closedToAll() {
    server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
    return this;
  }

  EngineAddress address() {
    return new EngineAddress(
        "ssh://build.example", EngineAddress.Source.ENVIRONMENT, Optional.empty());
  }

  /// The SSH client, which knows the machine as `build.example`.
  Path client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static KeyPair key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static void write(Path file, KeyPair key) throws Exception {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, USER, null, out);
    }
  }
}
