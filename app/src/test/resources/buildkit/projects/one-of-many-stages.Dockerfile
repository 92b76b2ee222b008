# Only what the stage in the middle needs is built.
FROM debian:trixie-slim AS base
ARG NONCE
RUN echo "$NONCE" > /base && cat /proc/sys/kernel/random/uuid >> /base

FROM base AS lint
RUN exit 1

FROM base AS test
COPY src /src
RUN cat /proc/sys/kernel/random/uuid > /tested

FROM test AS release
RUN exit 2
