/// TLS with the certificate files of Docker's configuration, for every adapter that speaks to an
/// engine.
@NullMarked
package dev.gantry.adapter.tls;

import org.jspecify.annotations.NullMarked;
