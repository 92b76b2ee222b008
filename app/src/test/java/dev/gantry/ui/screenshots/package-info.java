/// Takes pictures of the dashboard in states that are hard to reach by hand.
@NullMarked
package dev.gantry.ui.screenshots;

import org.jspecify.annotations.NullMarked;
