package dev.gantry.domain.inference;

/// Where a service listens for gRPC.
///
/// @param healthService name asked for in health checks; `""` is the server as a whole
public record ServiceEndpoint(String host, int port, String healthService) {}
