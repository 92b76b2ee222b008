# The LLM service for who works on it: a full JDK, everything that a change of a source does not
# touch, and the loop that compiles sources and swaps them (docs/devloop.md). Nothing of the service
# itself: its sources and models are mounted (compose.dev.yml).
#
#   docker build -f dockerfiles/dev.Dockerfile .
#
# The first stages are, word for word, those of prod.Dockerfile, so that both share their cache.

ARG BASE=debian:trixie-slim
ARG DEBIAN_MIRROR=http://deb.debian.org
ARG MAVEN_MIRROR=https://repo.maven.apache.org/maven2
ARG NPM_REGISTRY=https://registry.npmjs.org
# the time of every file that is made here, in seconds: 2026-01-01, as in the POMs
ARG SOURCE_DATE_EPOCH=1767225600

# --- tools: what builds, and never gets into the final image

FROM ${BASE} AS tools
ARG DEBIAN_MIRROR
# The package's alternatives want the folder of manual pages, which slim images lack. No versions:
# the archive has one of each package, the one with the latest fixes.
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean && \
    find /etc/apt \( -name '*.sources' -o -name sources.list \) \
        -exec sed -i "s#http://deb.debian.org#$DEBIAN_MIRROR#" {} + && \
    mkdir -p /usr/share/man/man1 && \
    apt-get update -q -o Acquire::Retries=3 && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o Acquire::Retries=3 --no-install-recommends \
        binutils curl openjdk-25-jdk-headless unzip

# --- natives: llama.cpp for this platform

FROM tools AS natives
ARG NPM_REGISTRY
ARG SOURCE_DATE_EPOCH
WORKDIR /src/natives
COPY llm-service/natives .
# Kernels for all processors since 2008; left out are those that gain nothing over a neighbour on
# any processor that is much in use.
RUN --mount=type=bind,source=dockerfiles/with-ca.sh,target=/with-ca.sh \
    --mount=type=secret,id=ca-bundle \
    --mount=type=tmpfs,target=/run/trust \
    export npm_config_registry="$NPM_REGISTRY" && \
    sh /with-ca.sh ./fetch /tmp/natives && \
    mkdir -p /out/app && \
    mv /tmp/natives/* /out/app/natives && \
    for kernel in cannonlake cooperlake ivybridge piledriver; do \
        rm -f "/out/app/natives/libggml-cpu-$kernel.so"; \
    done && \
    strip --strip-unneeded /out/app/natives/*.so && \
    find /out -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- dependencies: everything that Maven downloads, and the stubs of the API. No handwritten code,
# so that a change of it does not lead here.

FROM tools AS dependencies
ARG MAVEN_MIRROR
ARG SOURCE_DATE_EPOCH
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY llm-service/pom.xml llm-service/
COPY llm-service/natives/pom.xml llm-service/natives/
COPY llm-service/api llm-service/api
COPY llm-service/devloop/pom.xml llm-service/devloop/
COPY llm-service/embedding/pom.xml llm-service/embedding/
COPY llm-service/embedding-onnx/pom.xml llm-service/embedding-onnx/
COPY llm-service/embedding-torch/pom.xml llm-service/embedding-torch/
COPY llm-service/server/pom.xml llm-service/server/
# The cache only spares downloads; nothing of it is in the result. Maven waits for its downloads most of
# the time, so modules are built side by side, and dependencies are collected breadth first (bf), which
# asks for many POMs at once.
RUN --mount=type=bind,source=dockerfiles/with-ca.sh,target=/with-ca.sh \
    --mount=type=bind,source=dockerfiles/maven-settings.xml,target=/maven-settings.xml \
    --mount=type=secret,id=ca-bundle \
    --mount=type=tmpfs,target=/run/trust \
    --mount=type=cache,target=/var/cache/maven,sharing=locked \
    export MAVEN_USER_HOME=/var/cache/maven MVNW_REPOURL="$MAVEN_MIRROR" MAVEN_MIRROR && \
    sh /with-ca.sh ./mvnw --batch-mode --threads 8 -Daether.dependencyCollector.impl=bf \
        --settings /maven-settings.xml -Dmaven.repo.local=/var/cache/maven/repository \
        -Dmaven.test.skip -Dexec.skip \
        -f llm-service --projects server,embedding-onnx,embedding-torch --also-make package && \
    mkdir -p /out/app/lib && \
    cp llm-service/server/target/lib/*.jar /out/app/lib && \
    rm /out/app/lib/llm-embedding-*.jar && \
    find /out -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- embedding: the port of the engines for embeddings

FROM dependencies AS embedding
ARG SOURCE_DATE_EPOCH
COPY llm-service/embedding/src/main llm-service/embedding/src/main
RUN --network=none \
    --mount=type=bind,source=dockerfiles/compile.sh,target=/compile.sh \
    sh /compile.sh llm-service/embedding /jars/llm-embedding.jar '/out/app/lib/*'

# --- onnx, torch: an engine for this platform, without what its jars have for others, and its model

FROM embedding AS onnx
ARG SOURCE_DATE_EPOCH
COPY llm-service/embedding-onnx/src/main llm-service/embedding-onnx/src/main
RUN --network=none \
    --mount=type=bind,source=dockerfiles/compile.sh,target=/compile.sh \
    --mount=type=bind,source=dockerfiles/engine-files.sh,target=/engine-files.sh \
    sh /engine-files.sh onnx

FROM embedding AS torch
ARG SOURCE_DATE_EPOCH
COPY llm-service/embedding-torch/src/main llm-service/embedding-torch/src/main
RUN --network=none \
    --mount=type=bind,source=dockerfiles/compile.sh,target=/compile.sh \
    --mount=type=bind,source=dockerfiles/engine-files.sh,target=/engine-files.sh \
    sh /engine-files.sh torch

# --- engine: PyTorch where there is one; nobody builds it for Java on arm64

FROM torch AS engine-amd64
FROM onnx AS engine-arm64
# hadolint ignore=DL3006
FROM engine-${TARGETARCH} AS engine

# --- dev loop: the part that must be there before the service is compiled

FROM dependencies AS devloop
ARG SOURCE_DATE_EPOCH
COPY llm-service/devloop/src/main/java sources
RUN --network=none \
    javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --release 25 -proc:none -implicit:class \
        -cp '/out/app/lib/*' -sourcepath sources -d /loop/app/devloop \
        sources/dev/gantry/devloop/Main.java && \
    find /loop -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- basis: what is built into the image, so that the loop can tell what of it has changed since

FROM devloop AS basis
ARG SOURCE_DATE_EPOCH
RUN --network=none \
    --mount=type=bind,target=/context \
    mkdir -p /basis/app/devloop && \
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp /loop/app/devloop dev.gantry.devloop.watch.Basis /context \
        >/basis/app/devloop/image.files && \
    find /basis -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- dev

FROM tools AS dev
LABEL org.opencontainers.image.title="Gantry LLM service, for development" \
      org.opencontainers.image.licenses="Apache-2.0"
# whoever the caller is has to be able to write there: what is kept, what the container started with,
# and sources that cannot be mounted
RUN install -d -m 1777 /data /app/state /src
COPY --link --from=natives /out/ /
COPY --link --from=engine /engine/natives/ /
COPY --link --from=engine /engine/model/ /
COPY --link --from=engine /engine/lib/app/embedding/lib/ /app/lib/
COPY --link --from=dependencies /out/ /
COPY --link --from=embedding /jars/ /app/lib/
COPY --link --from=devloop /loop/ /
COPY --link --from=basis /basis/ /
COPY --link dockerfiles/dev-start.sh /app/
WORKDIR /app
ENV GANTRY_LLM_HOST=0.0.0.0 \
    GANTRY_LLM_ALLOW_PLAINTEXT=true \
    GANTRY_LLM_EMBEDDING_MODEL_DIR=embedding/model \
    GANTRY_LLM_EMBEDDING_NATIVES_DIR=embedding/natives \
    MALLOC_ARENA_MAX=2
USER 1000:1000
EXPOSE 50052 50053 5005
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --start-interval=1s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx8m", "-XX:-UsePerfData", "-cp", "/tmp/classes", "dev.gantry.llm.probe.HealthProbe"]
ENTRYPOINT ["./dev-start.sh"]
