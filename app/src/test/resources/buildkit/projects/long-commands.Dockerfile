# One long command with comments in between, as official images have it.
FROM debian:trixie-slim

ENV LANG=C.UTF-8 \
    VERSION=7.4.1

# the user comes first, for stable ids
RUN set -eux; \
	groupadd --system --gid 999 cache; \
# a comment within the command
	useradd --system --gid cache --uid 999 cache

ARG NONCE
RUN set -eux; \
	\
	saved="$(cat /etc/hostname || true)"; \
	mkdir -p /data /usr/src/cache; \
	echo "$VERSION $NONCE" > /usr/src/cache/version; \
	cat /proc/sys/kernel/random/uuid > /data/dump; \
	chown -R cache:cache /data

VOLUME /data
WORKDIR /data
EXPOSE 6379
CMD ["cache-server"]
