/// What can go wrong, as values; the words for it are in `dev.gantry.text`.
@NullMarked
package dev.gantry.domain.problem;

import org.jspecify.annotations.NullMarked;
