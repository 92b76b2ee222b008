/// Reads the header of a GGUF file and refuses files that no library should be given.
@NullMarked
package dev.gantry.llm.gguf;

import org.jspecify.annotations.NullMarked;
