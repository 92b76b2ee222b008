/// Byte streams to an engine, whatever way leads there.
@NullMarked
package dev.gantry.adapter.buildkit.transport;

import org.jspecify.annotations.NullMarked;
