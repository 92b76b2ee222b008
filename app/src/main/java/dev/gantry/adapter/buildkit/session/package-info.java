/// What the engine may ask of the client during a build: files, secrets, credentials.
@NullMarked
package dev.gantry.adapter.buildkit.session;

import org.jspecify.annotations.NullMarked;
