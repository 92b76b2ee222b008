/// A project, builds and images that look real, for tests and screenshots.
@NullMarked
package dev.gantry.ui.demo;

import org.jspecify.annotations.NullMarked;
