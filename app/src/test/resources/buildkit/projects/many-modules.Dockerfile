# Options of a build as arguments, labels made of them.
FROM debian:trixie-slim
ARG NONCE
ARG MODULES="alpha beta gamma"
ARG PREFIX=/etc/server
LABEL org.opencontainers.image.title="server" \
      org.opencontainers.image.version="1.$NONCE" \
      maintainer="team@example.org"
RUN for module in $MODULES; do \
      mkdir -p "$PREFIX/modules" && cat /proc/sys/kernel/random/uuid > "$PREFIX/modules/$module" || exit 1; \
    done
COPY ["with space/read me.txt", "with space/naïve Ünïcödé.txt", "/usr/share/doc/server/"]
COPY links $PREFIX/links
STOPSIGNAL SIGQUIT
CMD ["server", "-g", "daemon off;"]
