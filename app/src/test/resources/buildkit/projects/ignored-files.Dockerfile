# Most of the context is left out by the patterns beside this file.
FROM debian:trixie-slim
ARG NONCE
COPY . /site
RUN cd /site && find . | sort > /list && echo "$NONCE" >> /list && \
    cat /proc/sys/kernel/random/uuid > /built
