# An archive of the context is unpacked where it is added, and copied where it is copied.
FROM debian:trixie-slim AS source
ARG NONCE
ADD archive.tar.gz /usr/src/
COPY archive.tar.gz /archives/
RUN echo "$NONCE" > /usr/src/nonce && cat /proc/sys/kernel/random/uuid > /usr/src/built

FROM scratch
COPY --from=source /usr/src /usr/src
COPY --from=source /archives/archive.tar.gz /
