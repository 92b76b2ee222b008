/// Texts as vectors: the port that engines implement, and what does not depend on one: tokens,
/// batches and pooling.
@NullMarked
package dev.gantry.llm.embedding;

import org.jspecify.annotations.NullMarked;
