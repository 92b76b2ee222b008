/// The gRPC services: maps protocol messages to the engine and failures to status codes.
@NullMarked
package dev.gantry.llm.rpc;

import org.jspecify.annotations.NullMarked;
