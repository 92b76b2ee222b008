/// Builds images with the BuildKit of an engine, over its own socket.
@NullMarked
package dev.gantry.adapter.buildkit;

import org.jspecify.annotations.NullMarked;
