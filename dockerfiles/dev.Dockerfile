# The LLM service for who works on it: a full JDK, everything that a change of a source does not
# touch, and nothing of the service itself: its sources and models are mounted (compose.dev.yml).
#
#   docker build -f dockerfiles/dev.Dockerfile .
#
# The first stages are, word for word, those of prod.Dockerfile, so that both share their cache.

ARG BASE=debian:trixie-slim

# --- tools: what builds, and never gets into the final image

FROM ${BASE} AS tools
# The package's alternatives want the folder of manual pages, which slim images lack. No versions:
# the archive has one of each package, the one with the latest fixes.
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean && \
    mkdir -p /usr/share/man/man1 && \
    apt-get update -q -o Acquire::Retries=3 && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o Acquire::Retries=3 --no-install-recommends \
        curl openjdk-25-jdk-headless unzip

# --- natives: llama.cpp for this platform

FROM tools AS natives
WORKDIR /src/natives
COPY llm-service/natives .
RUN --mount=type=bind,source=dockerfiles/with-ca.sh,target=/with-ca.sh \
    --mount=type=secret,id=ca-bundle \
    --mount=type=tmpfs,target=/run/trust \
    sh /with-ca.sh ./fetch /tmp/natives && \
    mv /tmp/natives/* /natives

# --- dependencies: everything that the build downloads, the stubs of the API, and the port of the
# engines for embeddings, which are not in the image

FROM tools AS dependencies
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY llm-service/pom.xml llm-service/
COPY llm-service/natives/pom.xml llm-service/natives/
COPY llm-service/api llm-service/api
COPY llm-service/embedding llm-service/embedding
COPY llm-service/embedding-onnx/pom.xml llm-service/embedding-onnx/
COPY llm-service/embedding-torch/pom.xml llm-service/embedding-torch/
COPY llm-service/server/pom.xml llm-service/server/
# one source file, so that the compiler's plug-ins are downloaded too
COPY llm-service/server/src/main/java/dev/gantry/llm/package-info.java llm-service/server/src/main/java/dev/gantry/llm/
# The cache only spares downloads. What they brought is copied from it, so that the next stage
# needs no network. Formatting, tests and house rules are the business of `./gantry test`.
ENV MAVEN_ARGS="--batch-mode -Dmaven.test.skip -Denforcer.skip -Djacoco.skip -Dexec.skip"
RUN --mount=type=bind,source=dockerfiles/with-ca.sh,target=/with-ca.sh \
    --mount=type=secret,id=ca-bundle \
    --mount=type=tmpfs,target=/run/trust \
    --mount=type=cache,target=/var/cache/maven,sharing=locked \
    export MAVEN_USER_HOME=/var/cache/maven && \
    sh /with-ca.sh ./mvnw -Dmaven.repo.local=/var/cache/maven/repository --non-recursive install && \
    sh /with-ca.sh ./mvnw -Dmaven.repo.local=/var/cache/maven/repository -f llm-service --projects server --also-make install && \
    cp -a /var/cache/maven /root/.m2

# --- dev

FROM tools AS dev
LABEL org.opencontainers.image.title="Gantry LLM service, for development" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --link --from=natives /natives/ /app/natives/
COPY --link --from=dependencies /src/llm-service/server/target/lib/ /app/lib/
COPY --link dockerfiles/dev-start.sh /app/
WORKDIR /app
ENV GANTRY_LLM_HOST=0.0.0.0 \
    GANTRY_LLM_ALLOW_PLAINTEXT=true \
    MALLOC_ARENA_MAX=2
USER 1000:1000
EXPOSE 50052 5005
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=500ms --retries=3 \
    CMD ["java", "-Xint", "-XX:+UseSerialGC", "-Xmx8m", "-XX:-UsePerfData", "-cp", "/tmp/classes", "dev.gantry.llm.probe.HealthProbe"]
ENTRYPOINT ["./dev-start.sh"]
