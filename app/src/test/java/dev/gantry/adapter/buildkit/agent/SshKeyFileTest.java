package dev.gantry.adapter.buildkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.Needed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SshKeyFileTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa256", "ecdsa521"})
  void tellsThePublicKeyAndTheCommentOfAKey(String name) throws Exception {
    byte[] answer = ask(name, new SshWriter().type(AgentMessages.REQUEST_IDENTITIES).bytes());

    assertThat(answer)
        .isEqualTo(
            new SshWriter()
                .type(AgentMessages.IDENTITIES_ANSWER)
                .number(1)
                .string(publicKey(name))
                .text(name + " of the tests")
                .bytes());
  }

  /// OpenSSH itself lets the agent sign and verifies the signature.
  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa256", "ecdsa521"})
  @DisabledOnOs(OS.WINDOWS)
  void signsSoThatOpenSshVerifiesIt(String name) throws Exception {
    Needed.that(isThere("ssh-add"), "there is no ssh-add to verify with");
    Path socket = directory.resolve("agent");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> serve(server, new SshAgent.Keys(List.of(key(name)))));
      ProcessBuilder test =
          new ProcessBuilder("ssh-add", "-T", file(name + ".pub").toString()).inheritIO();
      test.environment().put("SSH_AUTH_SOCK", socket.toString());

      assertThat(test.start().waitFor()).isZero();
    }
  }

  @Test
  void signsOnlyWithTheKeyThatIsAskedFor() throws Exception {
    byte[] request =
        new SshWriter()
            .type(AgentMessages.SIGN_REQUEST)
            .string(publicKey("rsa"))
            .string(new byte[10])
            .number(0)
            .bytes();

    assertThat(ask("ed25519", request)).isEqualTo(new byte[] {AgentMessages.FAILURE});
    assertThat(ask("rsa", request)[0]).isEqualTo((byte) AgentMessages.SIGN_RESPONSE);
  }

  @Test
  void refusesRequestsThatMakeNoSense() throws Exception {
    assertThat(ask("rsa", new byte[] {AgentMessages.SIGN_REQUEST, 0, 0, 0, 9, 1}))
        .isEqualTo(new byte[] {AgentMessages.FAILURE});
    assertThat(ask("rsa", new byte[] {19})).isEqualTo(new byte[] {AgentMessages.FAILURE});
  }

  @Test
  void tellsAKeyWithAPassphraseFromWhatIsNoKey() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no key");
    Path cut =
        Files.writeString(
            directory.resolve("cut"),
            Files.readString(file("ed25519")).replaceFirst("(?s)AAAA.*?\n.*?-----", "AAAA\n-----"));

    assertThat(fault(file("encrypted"))).isEqualTo(SshKeyFile.Fault.ENCRYPTED);
    assertThat(fault(text)).isEqualTo(SshKeyFile.Fault.UNKNOWN_FORMAT);
    assertThat(fault(cut)).isEqualTo(SshKeyFile.Fault.UNKNOWN_FORMAT);
    assertThatThrownBy(() -> SshKeyFile.read(directory)).isInstanceOf(IOException.class);
  }

  private static SshKeyFile.Fault fault(Path file) throws IOException {
    try {
      SshKeyFile.read(file);
      throw new AssertionError("read " + file);
    } catch (SshKeyFile.Unusable unusable) {
      return unusable.fault();
    }
  }

  private static byte[] ask(String key, byte[] request) throws Exception {
    try (SshAgent.Connection connection = new SshAgent.Keys(List.of(key(key))).connect()) {
      return connection.answer(request);
    }
  }

  private static void serve(ServerSocketChannel server, SshAgent agent) {
    try (SocketChannel client = server.accept();
        SshAgent.Connection connection = agent.connect()) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
      while (true) {
        byte[] answer = connection.answer(in.readNBytes(in.readInt()));
        out.writeInt(answer.length);
        out.write(answer);
      }
    } catch (IOException _) {
      // the client has what it wants
    }
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  private static byte[] publicKey(String name) throws Exception {
    return Base64.getDecoder().decode(Files.readString(file(name + ".pub")).split(" ", -1)[1]);
  }

  private static SshKey key(String name) {
    try {
      return SshKeyFile.read(file(name));
    } catch (IOException | SshKeyFile.Unusable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(SshKeyFileTest.class.getResource("/ssh/" + name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
