/// Which files matter, what is in them, and when they change.
@NullMarked
package dev.gantry.devloop.watch;

import org.jspecify.annotations.NullMarked;
