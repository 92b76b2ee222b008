/// Embeddings with ONNX Runtime.
@NullMarked
package dev.gantry.llm.embedding.onnx;

import org.jspecify.annotations.NullMarked;
