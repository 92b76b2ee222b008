/// Measures engines for embeddings against each other.
@NullMarked
package dev.gantry.llm.bench;

import org.jspecify.annotations.NullMarked;
