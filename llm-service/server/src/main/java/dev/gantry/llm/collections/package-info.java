/// Collections of documents that are found by the direction of their vectors, kept by Lucene.
@NullMarked
package dev.gantry.llm.collections;

import org.jspecify.annotations.NullMarked;
