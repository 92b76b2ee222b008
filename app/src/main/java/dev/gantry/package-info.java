/// The app's entry points and its composition root.
@NullMarked
package dev.gantry;

import org.jspecify.annotations.NullMarked;
