package dev.gantry.llm.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.conversations.ConversationException;
import dev.gantry.llm.generation.GenerationFailure;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.rpc.InvalidRequestException.Violation;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelChangeException;
import dev.gantry.llm.serving.ModelState;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/// Failures as gRPC statuses: the code as documented, a message in the words of the user, and
/// details for programs (google.rpc).
final class Failures {
  private static final String DOMAIN = "gantry.llm.v1";
  private static final Duration LOADING_RETRY = Duration.ofSeconds(1);

  private Failures() {}

  static StatusRuntimeException invalid(InvalidRequestException invalid) {
    BadRequest.Builder details = BadRequest.newBuilder();
    for (Violation violation : invalid.violations()) {
      details.addFieldViolations(violation(violation.field(), violation.description()));
    }
    String message =
        invalid.violations().stream()
            .map(Violation::description)
            .collect(Collectors.joining("; ", "The request is not valid: ", "."));
    return status(Code.INVALID_ARGUMENT, message, details.build());
  }

  /// Why nothing can be generated in this state.
  static StatusRuntimeException notServing(ModelState state) {
    return switch (state) {
      case ModelState.Loading _ ->
          status(
              Code.UNAVAILABLE,
              "The model is being loaded. Try again in a moment.",
              reason("MODEL_LOADING"),
              retry(LOADING_RETRY));
      case ModelState.Swapping _ -> swapping();
      case ModelState.Unloaded _ -> unloaded();
      case ModelState.Failed failed ->
          status(Code.UNAVAILABLE, failed.problem(), reason("MODEL_FAILED"));
      case ModelState.Draining _ -> draining();
      case ModelState.Ready _ -> throw new IllegalArgumentException("it is serving");
    };
  }

  /// Why nothing can be embedded in this state.
  static StatusRuntimeException notServing(EmbeddingState state) {
    return switch (state) {
      case EmbeddingState.Loading _ ->
          status(
              Code.UNAVAILABLE,
              "The engine for embeddings is being loaded. Try again in a moment.",
              reason("EMBEDDING_LOADING"),
              retry(LOADING_RETRY));
      case EmbeddingState.Failed(String problem) ->
          status(Code.UNAVAILABLE, problem, reason("EMBEDDING_FAILED"));
      case EmbeddingState.Disabled(String reason) ->
          status(Code.UNAVAILABLE, reason, reason("EMBEDDING_DISABLED"));
      case EmbeddingState.Draining _ -> draining();
      case EmbeddingState.Ready _ -> throw new IllegalArgumentException("it is serving");
    };
  }

  /// As many calls wait as may.
  static StatusRuntimeException busy(int callers) {
    return status(
        Code.RESOURCE_EXHAUSTED,
        "The server is busy: %d calls are there already. Try again later.".formatted(callers),
        reason("QUEUE_FULL"),
        retry(LOADING_RETRY));
  }

  /// Something has to be otherwise on the server before this can be.
  static StatusRuntimeException precondition(String message, String reason) {
    return status(Code.FAILED_PRECONDITION, message, reason(reason));
  }

  static StatusRuntimeException of(CollectionException e) {
    return status(
        switch (e.kind()) {
          case MISSING -> Code.NOT_FOUND;
          case EXISTS -> Code.ALREADY_EXISTS;
        },
        String.valueOf(e.getMessage()),
        reason("COLLECTION_" + e.kind()));
  }

  static StatusRuntimeException of(ConversationException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case MISSING -> status(Code.NOT_FOUND, message, reason("CONVERSATION_MISSING"));
      case BUSY -> status(Code.ABORTED, message, reason("CONVERSATION_BUSY"));
      case FULL -> status(Code.RESOURCE_EXHAUSTED, message, reason("CONVERSATIONS_FULL"));
    };
  }

  static StatusRuntimeException conversationsFailed(String problem) {
    return status(Code.UNAVAILABLE, problem, reason("CONVERSATIONS_FAILED"));
  }

  static StatusRuntimeException collectionsFailed(String problem) {
    return status(Code.UNAVAILABLE, problem, reason("COLLECTIONS_FAILED"));
  }

  /// The disk failed; nothing was changed.
  static StatusRuntimeException disk(IOException e) {
    return status(
        Code.INTERNAL, "The disk failed, and nothing was changed: " + e, reason("DISK_FAILED"));
  }

  static StatusRuntimeException embeddingFailed(String problem) {
    return status(Code.INTERNAL, problem, reason("EMBEDDING_BROKEN"));
  }

  static StatusRuntimeException failed(GenerationFailure failure) {
    return switch (failure) {
      case GenerationFailure.EmptyPrompt _ -> prompt("The prompt is empty.");
      case GenerationFailure.PromptTooLong tooLong ->
          prompt(
              "The prompt has %s%d tokens; the context holds %d, answer included. Shorten the prompt."
                  .formatted(
                      tooLong.exact() ? "" : "at least ",
                      tooLong.promptTokens(),
                      tooLong.contextTokens()));
      case GenerationFailure.UnknownChatTemplate _ ->
          status(
              Code.FAILED_PRECONDITION,
              "The chat template of this model is not known. Send the prompt as text instead.",
              reason("CHAT_TEMPLATE_UNKNOWN"));
      case GenerationFailure.QueueFull(int queue, Duration retryAfter) ->
          status(
              Code.RESOURCE_EXHAUSTED,
              "The server is busy: %d requests wait already. Try again later.".formatted(queue),
              reason("QUEUE_FULL"),
              retry(retryAfter));
      case GenerationFailure.Draining _ -> draining();
      case GenerationFailure.ModelReplaced _ -> swapping();
      case GenerationFailure.ModelUnloaded _ -> unloaded();
      case GenerationFailure.Stalled(Duration timeout) ->
          status(
              Code.ABORTED,
              "The answer was not read for %d s.".formatted(timeout.toSeconds()),
              reason("STALLED"));
      case GenerationFailure.Broken(String detail) ->
          status(Code.INTERNAL, "The model failed: " + detail, reason("DECODING_FAILED"));
    };
  }

  static StatusRuntimeException of(ModelChangeException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case NOT_FOUND -> status(Code.NOT_FOUND, message, reason("MODEL_NOT_FOUND"));
      case REFUSED -> precondition(message, "MODEL_REFUSED");
      case CHANGING ->
          status(Code.ABORTED, message, reason("MODEL_CHANGING"), retry(LOADING_RETRY));
      case DRAINING -> draining();
    };
  }

  /// The folder with the models cannot be read.
  static StatusRuntimeException of(ModelException e) {
    return precondition(String.valueOf(e.getMessage()), "MODEL_DIRECTORY_UNREADABLE");
  }

  private static StatusRuntimeException swapping() {
    return status(
        Code.UNAVAILABLE,
        "Another model takes the place of this one. Try again in a moment.",
        reason("MODEL_SWAPPING"),
        retry(LOADING_RETRY));
  }

  private static StatusRuntimeException unloaded() {
    return status(
        Code.UNAVAILABLE,
        "No model is loaded: ModelService.LoadModel loads one.",
        reason("MODEL_UNLOADED"));
  }

  private static StatusRuntimeException draining() {
    return status(Code.UNAVAILABLE, "The server is shutting down.", reason("DRAINING"));
  }

  private static StatusRuntimeException prompt(String description) {
    return status(
        Code.INVALID_ARGUMENT,
        description,
        BadRequest.newBuilder().addFieldViolations(violation("input", description)).build());
  }

  private static FieldViolation violation(String field, String description) {
    return FieldViolation.newBuilder().setField(field).setDescription(description).build();
  }

  private static ErrorInfo reason(String reason) {
    return ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build();
  }

  private static RetryInfo retry(Duration after) {
    return RetryInfo.newBuilder().setRetryDelay(EventWriter.duration(after)).build();
  }

  private static StatusRuntimeException status(Code code, String message, Message... details) {
    Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
