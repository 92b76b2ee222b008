# A program alone in an empty image, built with a cache of modules.
FROM debian:trixie-slim AS build
ARG NONCE
ARG VERSION=dev
WORKDIR /src
RUN --mount=type=cache,target=/root/.cache/modules \
    --mount=type=bind,source=src,target=/src \
    cp -r /src /out && echo "$VERSION $NONCE" > /out/version && \
    cat /proc/sys/kernel/random/uuid > /out/binary && touch /root/.cache/modules/x

FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
COPY --from=build --chmod=755 /out/binary /binary
COPY --from=build /out/version /
ENTRYPOINT ["/binary"]
