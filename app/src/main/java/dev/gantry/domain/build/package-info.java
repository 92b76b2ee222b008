/// Builds: targets, requests, the events of a running build and their fold.
@NullMarked
package dev.gantry.domain.build;

import org.jspecify.annotations.NullMarked;
