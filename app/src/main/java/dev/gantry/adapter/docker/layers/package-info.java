/// Reads what is in the layers of an image archive, and keeps it in compressed listings.
@NullMarked
package dev.gantry.adapter.docker.layers;

import org.jspecify.annotations.NullMarked;
