/// The container engine over its own API: where it listens, how it is, what images it has. The only
/// user of docker-java.
@NullMarked
package dev.gantry.adapter.docker;

import org.jspecify.annotations.NullMarked;
