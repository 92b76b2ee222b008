/// What makes models for engines when the project or an image is built: the file that they are made
/// from, and its format.
@NullMarked
package dev.gantry.llm.embedding.preparation;

import org.jspecify.annotations.NullMarked;
