/// A container engine of Gantry's own, for Debian and Ubuntu machines that have none.
@NullMarked
package dev.gantry.adapter.privateengine;

import org.jspecify.annotations.NullMarked;
