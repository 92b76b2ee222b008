# Working directories that are made on the way, and copies into them.
FROM debian:trixie-slim
ARG NONCE
WORKDIR /srv
WORKDIR app/$NONCE
WORKDIR ../data
COPY --chown=5:6 src/main.txt .
COPY src/deep deeper/
RUN pwd > here && cat /proc/sys/kernel/random/uuid >> here
USER daemon
WORKDIR of-daemon
