/// The display of problems, shared by all panes.
@NullMarked
package dev.gantry.ui.problem;

import org.jspecify.annotations.NullMarked;
