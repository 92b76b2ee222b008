# The LLM service as it runs in production: a Java runtime with only the modules that it uses,
# the libraries of this platform, the model and the service. No shell, no package manager, not root.
#
#   docker build -f dockerfiles/prod.Dockerfile .
#
# The first stages are, word for word, those of dev.Dockerfile, so that both share their cache.

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

# --- build: the service itself

FROM dependencies AS build
COPY llm-service/server/src/main llm-service/server/src/main
RUN --network=none ./mvnw --offline -f llm-service/server package

# --- runtime: Java with the modules that the service and its libraries use (docs/llm-service.md),
# and its classes as they lie in memory, for the start. The second such archive is for heaps beyond
# 32 GB.

FROM tools AS runtime
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,jdk.unsupported \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
        --generate-cds-archive --output /opt/java && \
    rm /opt/java/lib/server/classes_nocoops.jsa

# --- root: the C libraries that Java and llama.cpp are linked to, and what a process expects of /

FROM tools AS root
COPY --from=runtime /opt/java /opt/java
COPY --from=natives /natives /app/natives
WORKDIR /root-files
RUN --mount=type=bind,source=dockerfiles/root-files.sh,target=/root-files.sh \
    sh /root-files.sh /opt/java /app/natives

# --- prod: layers in the order of how seldom they change

FROM scratch AS prod
LABEL org.opencontainers.image.title="Gantry LLM service" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --link --from=root /root-files/ /
COPY --link --from=runtime /opt/java/ /opt/java/
COPY --link --from=natives /natives/ /app/natives/
COPY --link llm-service/models/gantry-tiny.Q8_0.gguf /app/models/
COPY --link --from=dependencies /src/llm-service/server/target/lib/ /app/lib/
COPY --link --from=build /src/llm-service/server/target/llm-server.jar /app/
WORKDIR /app
ENV PATH=/opt/java/bin \
    GANTRY_LLM_HOST=0.0.0.0 \
    GANTRY_LLM_ALLOW_PLAINTEXT=true \
    MALLOC_ARENA_MAX=2
USER 10001:10001
EXPOSE 50052
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --start-interval=500ms --retries=3 \
    CMD ["java", "-Xint", "-XX:+UseSerialGC", "-Xmx8m", "-XX:-UsePerfData", "-cp", "llm-server.jar", "dev.gantry.llm.probe.HealthProbe"]
# most memory is llama.cpp's, so Java gets a small share of it
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=25", "-XX:+ExitOnOutOfMemoryError", "-jar", "llm-server.jar"]
