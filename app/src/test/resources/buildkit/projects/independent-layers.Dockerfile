# Copies that do not depend on what is below them.
FROM debian:trixie-slim AS assets
ARG NONCE
RUN mkdir /assets && echo "$NONCE" > /assets/a && cat /proc/sys/kernel/random/uuid > /assets/b

FROM debian:trixie-slim
COPY --link --from=assets /assets /usr/share/assets
COPY --link --chmod=640 --chown=12:34 src /opt/src
ADD --link archive.tar.gz /opt/archive/
RUN cat /proc/sys/kernel/random/uuid > /last
