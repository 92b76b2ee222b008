/// Embeddings with PyTorch.
@NullMarked
package dev.gantry.llm.embedding.torch;

import org.jspecify.annotations.NullMarked;
