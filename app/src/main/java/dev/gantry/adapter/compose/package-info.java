/// Compose projects through the compose tool (`docker compose`), version 2: it renders, starts and
/// stops them, and its output is read here.
@NullMarked
package dev.gantry.adapter.compose;

import org.jspecify.annotations.NullMarked;
