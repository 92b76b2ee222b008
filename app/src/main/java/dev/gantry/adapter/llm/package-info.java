/// The LLM service over gRPC: generation (`gantry.llm.v1`) and health (`grpc.health.v1`).
@NullMarked
package dev.gantry.adapter.llm;

import org.jspecify.annotations.NullMarked;
