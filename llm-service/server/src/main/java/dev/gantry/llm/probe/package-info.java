/// A health probe in one small class, for container health checks.
@NullMarked
package dev.gantry.llm.probe;

import org.jspecify.annotations.NullMarked;
