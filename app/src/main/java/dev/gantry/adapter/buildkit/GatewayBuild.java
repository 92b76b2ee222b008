package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.adapter.buildkit.proto.gateway.LLBBridgeGrpc;
import dev.gantry.adapter.buildkit.proto.gateway.LLBBridgeGrpc.LLBBridgeFutureStub;
import dev.gantry.adapter.buildkit.proto.gateway.ResolveImageConfigRequest;
import dev.gantry.adapter.buildkit.proto.gateway.ResolveImageConfigResponse;
import dev.gantry.adapter.buildkit.proto.gateway.Result;
import dev.gantry.adapter.buildkit.proto.llb.Definition;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A build that the engine keeps open for questions and that runs nothing of itself: one without a
/// frontend and a definition, where the client is to be the frontend (moby/buildkit,
/// `client/build.go`). Closing it ends it.
final class GatewayBuild implements AutoCloseable {
  private static final Metadata.Key<String> BUILD =
      Metadata.Key.of("buildkit-controlapi-buildid", Metadata.ASCII_STRING_MARSHALLER);

  private final SolveRequest build;
  private final Future<?> open;
  private final LLBBridgeFutureStub bridge;

  private GatewayBuild(SolveRequest build, Future<?> open, LLBBridgeFutureStub bridge) {
    this.build = build;
    this.open = open;
    this.bridge = bridge;
  }

  /// Opens a build beside the one that is asked about; the engine's history does not get it.
  static GatewayBuild open(Channel channel, SolveRequest build) {
    Metadata headers = new Metadata();
    headers.put(BUILD, build.getRef());
    return new GatewayBuild(
        build,
        ControlGrpc.newFutureStub(channel)
            .solve(
                SolveRequest.newBuilder()
                    .setRef(build.getRef())
                    .setSession(build.getSession())
                    .addAllEntitlements(build.getEntitlementsList())
                    .setInternal(true)
                    .build()),
        LLBBridgeGrpc.newFutureStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  /// Has the frontend make its plan, one for each platform.
  Future<dev.gantry.adapter.buildkit.proto.gateway.SolveResponse> plan() {
    return bridge.solve(
        dev.gantry.adapter.buildkit.proto.gateway.SolveRequest.newBuilder()
            .setFrontend(build.getFrontend())
            .putAllFrontendOpt(build.getFrontendAttrsMap())
            .setAllowResultReturn(true)
            .setAllowResultArrayRef(true)
            .build());
  }

  /// Finds an image and its configuration, in the engine or at its registry.
  ResolveImageConfigResponse image(String reference, String resolveMode)
      throws ExecutionException, InterruptedException {
    return bridge
        .resolveImageConfig(
            ResolveImageConfigRequest.newBuilder()
                .setRef(reference)
                .setResolveMode(resolveMode)
                .setLogName("[internal] load metadata for " + reference)
                .build())
        .get();
  }

  static List<Definition> definitions(Result result) {
    return switch (result.getResultCase()) {
      case REF -> List.of(result.getRef().getDef());
      case REFS ->
          new TreeMap<>(result.getRefs().getRefsMap())
              .values().stream().map(ref -> ref.getDef()).toList();
      case RESULT_NOT_SET -> List.of();
    };
  }

  @Override
  public void close() {
    open.cancel(true);
  }
}
