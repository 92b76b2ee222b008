/// What an engine remembers of builds: their steps, and which step made which layer.
@NullMarked
package dev.gantry.adapter.buildkit.history;

import org.jspecify.annotations.NullMarked;
