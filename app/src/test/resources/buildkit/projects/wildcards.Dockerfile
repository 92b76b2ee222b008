# Names by patterns, links that are followed and links that are kept.
FROM debian:trixie-slim
ARG NONCE
COPY src/*.txt /txt/
COPY src/ma?n.* src/deep/[!x]*/ /more/
COPY links/to-file /followed
COPY links /links
COPY links/to-directory/ /directory/
COPY empty /empty
RUN echo "$NONCE" > /nonce && find /txt /more /links /directory | sort > /list && \
    cat /proc/sys/kernel/random/uuid >> /list
