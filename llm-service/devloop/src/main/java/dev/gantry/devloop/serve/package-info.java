/// The loop around the running server: swaps what answers calls, and tells what became of a save.
@NullMarked
package dev.gantry.devloop.serve;

import org.jspecify.annotations.NullMarked;
