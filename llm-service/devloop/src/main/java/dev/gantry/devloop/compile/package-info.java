/// Compiles what changed, and what depends on it.
@NullMarked
package dev.gantry.devloop.compile;

import org.jspecify.annotations.NullMarked;
