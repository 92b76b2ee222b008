/// Byte streams to an engine, whatever way leads there, and one HTTP request on such a stream: what
/// every adapter that speaks to an engine builds on.
@NullMarked
package dev.gantry.adapter.dial;

import org.jspecify.annotations.NullMarked;
