package dev.gantry.llm.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "req-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-01", "a:b/c+d=."})
  void takesTheIdOfTheClient(String given) {
    assertThat(idOfCallWith(given)).isEqualTo(given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a\"b", "{}"})
  void makesAnIdWhereThatOfTheClientCouldNotStandInALog(String given) {
    String id = idOfCallWith(given);

    assertThat(UUID.fromString(id)).hasToString(id);
  }

  @Test
  void makesAnIdWhereThatOfTheClientIsTooLong() {
    String longest = "a".repeat(128);

    assertThat(idOfCallWith(longest)).isEqualTo(longest);
    assertThat(idOfCallWith(longest + "a")).hasSize(36);
  }

  @Test
  void knowsNoIdOutsideOfACall() {
    assertThat(RequestIds.current()).isEmpty();
  }

  private static String idOfCallWith(String given) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), given);
    List<String> ids = new ArrayList<>();
    var _ =
        new RequestIds()
            .interceptCall(
                new SilentCall(),
                headers,
                (_, _) -> {
                  ids.add(RequestIds.current());
                  return new ServerCall.Listener<>() {};
                });
    assertThat(ids).hasSize(1);
    return ids.getFirst();
  }

  /// A call of which nothing is used.
  private static final class SilentCall extends ServerCall<Object, Object> {
    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(Object message) {}

    @Override
    public void close(Status status, Metadata trailers) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<Object, Object> getMethodDescriptor() {
      throw new UnsupportedOperationException("nobody asks");
    }
  }
}
