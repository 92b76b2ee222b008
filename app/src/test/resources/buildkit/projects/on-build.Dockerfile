# A base that says what those who build on it do first.
FROM debian:trixie-slim AS framework
ARG NONCE
RUN echo "$NONCE" > /framework && cat /proc/sys/kernel/random/uuid >> /framework
ONBUILD COPY package.json /app/
ONBUILD RUN cat /app/package.json /proc/sys/kernel/random/uuid > /app/installed
ONBUILD COPY src /app/src

FROM framework AS application
RUN cat /proc/sys/kernel/random/uuid > /app/built
