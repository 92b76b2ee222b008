/// Controls of Gantry's own. They know values, but neither view models nor words.
@NullMarked
package dev.gantry.ui.control;

import org.jspecify.annotations.NullMarked;
