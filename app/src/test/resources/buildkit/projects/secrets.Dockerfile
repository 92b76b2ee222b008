# A step may read a secret, as a file or as a variable; it is in no layer.
FROM debian:trixie-slim
ARG NONCE
RUN --mount=type=secret,id=token,required=true \
    wc -c < /run/secrets/token > /length && echo "$NONCE" >> /length
RUN --mount=type=secret,id=token,env=TOKEN --mount=type=secret,id=absent \
    printf %s "$TOKEN" | wc -c > /again && cat /proc/sys/kernel/random/uuid >> /again
RUN --network=none --mount=type=tmpfs,target=/scratch \
    cat /proc/sys/kernel/random/uuid > /scratch/x && cp /scratch/x /x
