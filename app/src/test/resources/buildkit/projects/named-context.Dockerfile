# Files of a second directory, by a name.
FROM debian:trixie-slim AS base
ARG NONCE
COPY --from=library . /library
RUN --mount=type=bind,from=library,source=keep.txt,target=/keep.txt \
    cat /keep.txt /proc/sys/kernel/random/uuid > /built && echo "$NONCE" >> /built

FROM shared
COPY --from=base /built /library /
