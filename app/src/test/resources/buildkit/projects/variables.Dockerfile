# Forms of expansion, scopes of arguments, and what the platform gives.
ARG FLAVOUR=slim
ARG SUITE=trixie
FROM --platform=$BUILDPLATFORM debian:${SUITE:-bookworm}-${FLAVOUR} AS build
ARG FLAVOUR
ARG NONCE
ARG TARGETOS TARGETARCH
ARG OPTIONAL
ARG FILE=src/main.txt
ENV ONE=${OPTIONAL:-default} TWO=${FLAVOUR:+given} THREE=${FILE#src/} FOUR=${FILE%%/*} FIVE=\$ONE
RUN echo "$ONE $TWO $THREE $FOUR $FIVE $TARGETOS/$TARGETARCH $FLAVOUR $NONCE" > /values && \
    cat /proc/sys/kernel/random/uuid >> /values
COPY ${FILE} /copied/${THREE}

FROM debian:${SUITE}-${FLAVOUR}
COPY --from=build /values /copied/ /
