/// JSON schemas as grammars.
@NullMarked
package dev.gantry.llm.schema;

import org.jspecify.annotations.NullMarked;
