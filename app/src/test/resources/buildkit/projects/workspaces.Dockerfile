# A monorepo of packages: manifests first, so that dependencies are a step of their own.
ARG BASE=debian:trixie-slim
FROM ${BASE} AS manifests
ARG NONCE
WORKDIR /repo
COPY package.json packages/*/package.json ./
COPY packages/a/package.json ./packages/a/
RUN echo "$NONCE" > /repo/installed && cat /proc/sys/kernel/random/uuid >> /repo/installed

FROM manifests AS build
ENV NODE_ENV=production \
    PATH=/repo/bin:$PATH
COPY packages packages
RUN find . -type f | sort > list && cat /proc/sys/kernel/random/uuid > dist.js

FROM ${BASE}
USER 1000:1000
WORKDIR /home/app
COPY --from=build --chown=1000:1000 /repo/dist.js /repo/list ./
COPY --from=manifests /repo/installed ./
CMD ["node", "dist.js"]
