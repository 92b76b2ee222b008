# What another stage made is read in place and not copied.
FROM debian:trixie-slim AS packages
ARG NONCE
RUN mkdir -p /pool/a && echo "$NONCE" > /pool/a/one && cat /proc/sys/kernel/random/uuid > /pool/two

FROM debian:trixie-slim
RUN --mount=type=bind,from=packages,source=/pool,target=/mnt \
    --mount=type=cache,id=projects,sharing=locked,target=/var/cache/apt,from=packages,source=/pool \
    --mount=type=bind,target=/context,rw \
    cp -r /mnt /installed && touch /context/scratch && \
    cat /context/src/main.txt /proc/sys/kernel/random/uuid > /built
COPY --from=packages /pool/a/* /installed/more/
