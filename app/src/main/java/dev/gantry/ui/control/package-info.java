/// Controls of Gantry’s own, which several panes share. They know no view models.
@NullMarked
package dev.gantry.ui.control;

import org.jspecify.annotations.NullMarked;
