/// Images: references, digests and layers with where they come from.
@NullMarked
package dev.gantry.domain.image;

import org.jspecify.annotations.NullMarked;
