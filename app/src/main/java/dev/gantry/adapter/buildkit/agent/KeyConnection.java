package dev.gantry.adapter.buildkit.agent;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An agent of our own, for keys from files.
final class KeyConnection implements SshAgent.Connection {

  private static final byte[] REFUSAL = {AgentMessages.FAILURE};

  private final List<SshKey> keys;

  KeyConnection(List<SshKey> keys) {
    this.keys = keys;
  }

  @Override
  public byte[] answer(byte[] request) {
    try {
      SshReader reader = new SshReader(request);
      return switch (reader.type()) {
        case AgentMessages.REQUEST_IDENTITIES -> identities();
        case AgentMessages.SIGN_REQUEST ->
            sign(reader.string(), reader.string(), reader.number())
                .map(
                    signature ->
                        new SshWriter().type(AgentMessages.SIGN_RESPONSE).string(signature).bytes())
                .orElse(REFUSAL);
        default -> REFUSAL;
      };
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      // not what a client sends
      return REFUSAL;
    }
  }

  private byte[] identities() {
    SshWriter answer = new SshWriter().type(AgentMessages.IDENTITIES_ANSWER).number(keys.size());
    for (SshKey key : keys) {
      answer.string(key.publicKey()).text(key.comment());
    }
    return answer.bytes();
  }

  private Optional<byte[]> sign(byte[] publicKey, byte[] data, int flags) {
    return keys.stream()
        .filter(key -> Arrays.equals(key.publicKey(), publicKey))
        .findFirst()
        .map(key -> key.sign(data, flags));
  }

  @Override
  public void close() {}
}
