/// Structured log events.
@NullMarked
package dev.gantry.llm.log;

import org.jspecify.annotations.NullMarked;
