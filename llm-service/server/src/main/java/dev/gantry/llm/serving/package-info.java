/// Brings the model into service: checks the file, loads it, and says at every moment where it
/// stands.
@NullMarked
package dev.gantry.llm.serving;

import org.jspecify.annotations.NullMarked;
