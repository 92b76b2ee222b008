/// Computes embeddings for many at once with one engine.
@NullMarked
package dev.gantry.llm.embeddings;

import org.jspecify.annotations.NullMarked;
