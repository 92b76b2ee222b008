/// What engines answer that build by `POST /build` of their API, because their BuildKit cannot be
/// called or because they have none.
@NullMarked
package dev.gantry.adapter.buildkit.fallback;

import org.jspecify.annotations.NullMarked;
