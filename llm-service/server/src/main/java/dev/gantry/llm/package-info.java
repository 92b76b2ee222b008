/// The LLM service: a gRPC server over llama.cpp.
@NullMarked
package dev.gantry.llm;

import org.jspecify.annotations.NullMarked;
