# Requirements come by a bind mount and leave no layer behind.
ARG TAG=trixie-slim
FROM debian:${TAG} AS base
ENV PYTHONUNBUFFERED=1 VENV=/opt/venv
ENV PATH="$VENV/bin:$PATH"

FROM base AS wheels
ARG NONCE
RUN --mount=type=bind,source=package.json,target=/requirements.txt,readonly \
    --mount=type=tmpfs,target=/tmp/build \
    mkdir -p "$VENV/bin" && cp /requirements.txt "$VENV/" && \
    echo "$NONCE" > "$VENV/nonce" && cat /proc/sys/kernel/random/uuid > "$VENV/bin/python"

FROM base
COPY --from=wheels $VENV $VENV
COPY --chown=nobody:nogroup src/ /app/
USER nobody
HEALTHCHECK --interval=30s --timeout=3s --retries=2 CMD ["python", "-c", "pass"]
CMD ["python", "-m", "app"]
