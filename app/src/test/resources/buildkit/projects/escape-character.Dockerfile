# escape=`
# check=skip=all
FROM debian:trixie-slim
ARG NONCE
RUN echo "$NONCE" > /nonce && `
    cat /proc/sys/kernel/random/uuid > /built
COPY src/main.txt `
     package.json /C/
WORKDIR /work
