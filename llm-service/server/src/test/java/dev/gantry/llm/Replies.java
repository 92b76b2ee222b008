package dev.gantry.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.gantry.llm.v1.GenerateResponse;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client makes of the server's replies.
public final class Replies {
  private Replies() {}

  /// What is still to come of a stream.
  public static List<GenerateResponse> rest(BlockingClientCall<?, GenerateResponse> call)
      throws StatusException, InterruptedException {
    List<GenerateResponse> responses = new ArrayList<>();
    for (GenerateResponse response = call.read(); response != null; response = call.read()) {
      responses.add(response);
    }
    return responses;
  }

  public static String text(List<GenerateResponse> responses) {
    StringBuilder text = new StringBuilder();
    responses.forEach(response -> text.append(response.getToken().getText()));
    return text.toString();
  }

  /// The reason of a failure, with a "+" where it says when to try again.
  public static String reason(StatusException failure) {
    String reason = detail(failure, ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
    return detail(failure, RetryInfo.class).isPresent() ? reason + "+" : reason;
  }

  /// The fields that a request was refused for.
  public static List<String> invalidFields(StatusException failure) {
    assertThat(failure.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    return detail(failure, BadRequest.class).orElseThrow().getFieldViolationsList().stream()
        .map(FieldViolation::getField)
        .toList();
  }

  /// What a failure tells programs.
  public static <T extends Message> Optional<T> detail(StatusException failure, Class<T> type) {
    try {
      for (Any detail : requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList()) {
        if (detail.is(type)) {
          return Optional.of(detail.unpack(type));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return Optional.empty();
  }
}
