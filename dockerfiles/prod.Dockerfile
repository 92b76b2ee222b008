# The LLM service as it runs in production: a Java runtime with only the modules that it uses,
# the libraries of this platform, the models and the service. No shell, no package manager, not root.
#
#   docker build -f dockerfiles/prod.Dockerfile .
#
# Two targets: `prod` computes embeddings with PyTorch, `slim` with ONNX Runtime and a quantised model.
# README.md of this folder explains the decisions.
#
# The first stages are, word for word, those of dev.Dockerfile, so that both share their cache.

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

# --- build: the service itself. The checks of the code (Error Prone, NullAway, format, tests) are the
# business of `./gantry test`; here the compiler of the JDK is enough, and far faster.

FROM embedding AS build
ARG SOURCE_DATE_EPOCH
COPY llm-service/server/src/main llm-service/server/src/main
RUN --network=none \
    --mount=type=bind,source=dockerfiles/compile.sh,target=/compile.sh \
    sh /compile.sh llm-service/server /jars/llm-server.jar '/jars/*:/out/app/lib/*' && \
    mkdir -p /image/app/service && \
    cp /jars/*.jar /image/app/service && \
    find /image -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- runtime: Java with the modules that the service and its libraries use (docs/llm-service.md)

FROM tools AS runtime
ARG SOURCE_DATE_EPOCH
RUN --network=none \
    jlink --add-modules java.base,java.logging,java.management,java.naming,jdk.httpserver,jdk.management,jdk.unsupported \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
        --output /out/opt/java && \
    # what debuggers and linkers read, a process does not
    strip --strip-unneeded /out/opt/java/lib/server/libjvm.so && \
    find /out -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- probe: the health check, apart from the service, so that a change of that leaves its cache as it
# is. It lives for a moment; to map the service's cache would take it most of that. The quick compiler
# is for TLS: a handshake takes seconds without any.

FROM tools AS probe
ARG SOURCE_DATE_EPOCH
WORKDIR /src
COPY llm-service/server/pom.xml .
COPY llm-service/server/src/main/java/dev/gantry/llm/probe src/main/java/dev/gantry/llm/probe
RUN --network=none \
    --mount=type=bind,from=runtime,source=/out/opt/java,target=/opt/java \
    --mount=type=bind,from=dependencies,source=/out/app/lib,target=/lib/jars \
    --mount=type=bind,source=dockerfiles/compile.sh,target=/compile.sh \
    --mount=type=bind,source=dockerfiles/aot-cache.sh,target=/aot-cache.sh \
    --mount=type=bind,source=dockerfiles/probe.classes,target=/probe.classes \
    sh /compile.sh . /app/start/probe.jar '/lib/jars/*' && \
    touch -d "@$SOURCE_DATE_EPOCH" /app/start/probe.jar && \
    mkdir -p /out/app && \
    cp -Rp /app/start /out/app && \
    sh /aot-cache.sh probe start/probe.jar \
        -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx8m

# --- root: the C libraries that Java, llama.cpp and the engines are linked to, and what a process
# expects of /

FROM tools AS root-prod
ARG SOURCE_DATE_EPOCH
WORKDIR /out
RUN --network=none \
    --mount=type=bind,from=runtime,source=/out/opt/java,target=/opt/java \
    --mount=type=bind,from=natives,source=/out/app/natives,target=/app/natives \
    --mount=type=bind,from=engine,source=/engine/natives/app/embedding/natives,target=/app/embedding \
    --mount=type=bind,source=dockerfiles/root-files.sh,target=/root-files.sh \
    sh /root-files.sh /opt/java /app/natives /app/embedding

FROM tools AS root-slim
ARG SOURCE_DATE_EPOCH
WORKDIR /out
RUN --network=none \
    --mount=type=bind,from=runtime,source=/out/opt/java,target=/opt/java \
    --mount=type=bind,from=natives,source=/out/app/natives,target=/app/natives \
    --mount=type=bind,from=onnx,source=/engine/natives/app/embedding/natives,target=/app/embedding \
    --mount=type=bind,source=dockerfiles/root-files.sh,target=/root-files.sh \
    sh /root-files.sh /opt/java /app/natives /app/embedding

# --- model: the model that comes with the sources

FROM tools AS model
ARG SOURCE_DATE_EPOCH
WORKDIR /out/app/models
COPY llm-service/models/gantry-tiny.Q8_0.gguf .
RUN find /out -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- cached: the AOT cache of the service, from the list of the classes that it takes (see classes)

FROM tools AS cached-prod
ARG SOURCE_DATE_EPOCH
RUN --network=none \
    --mount=type=bind,from=runtime,source=/out/opt/java,target=/opt/java \
    --mount=type=bind,from=engine,source=/engine/lib/app/embedding/lib,target=/app/embedding/lib \
    --mount=type=bind,from=dependencies,source=/out/app/lib,target=/app/lib \
    --mount=type=bind,from=build,source=/image/app/service,target=/app/service \
    --mount=type=bind,source=dockerfiles/java.classes,target=/java.classes \
    --mount=type=bind,source=dockerfiles/aot-cache.sh,target=/aot-cache.sh \
    --mount=type=bind,source=dockerfiles/service-cache.sh,target=/service-cache.sh \
    sh /service-cache.sh

FROM tools AS cached-slim
ARG SOURCE_DATE_EPOCH
RUN --network=none \
    --mount=type=bind,from=runtime,source=/out/opt/java,target=/opt/java \
    --mount=type=bind,from=onnx,source=/engine/lib/app/embedding/lib,target=/app/embedding/lib \
    --mount=type=bind,from=dependencies,source=/out/app/lib,target=/app/lib \
    --mount=type=bind,from=build,source=/image/app/service,target=/app/service \
    --mount=type=bind,source=dockerfiles/java.classes,target=/java.classes \
    --mount=type=bind,source=dockerfiles/aot-cache.sh,target=/aot-cache.sh \
    --mount=type=bind,source=dockerfiles/service-cache.sh,target=/service-cache.sh \
    sh /service-cache.sh

# --- service: what the images have in common, beside files

FROM scratch AS service
ENV PATH=/opt/java/bin \
    GANTRY_LLM_HOST=0.0.0.0 \
    GANTRY_LLM_ALLOW_PLAINTEXT=true \
    GANTRY_LLM_EMBEDDING_MODEL_DIR=embedding/model \
    GANTRY_LLM_EMBEDDING_NATIVES_DIR=embedding/natives \
    MALLOC_ARENA_MAX=2
USER 10001:10001
EXPOSE 50052 50053
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["java", "@start/probe.args", "dev.gantry.llm.probe.HealthProbe"]
# class path, AOT cache and options; aot-cache.sh writes them, for both
ENTRYPOINT ["java", "@start/java.args", "dev.gantry.llm.Main"]

# --- slim and prod: layers in the order of how seldom they change

FROM service AS slim
LABEL org.opencontainers.image.title="Gantry LLM service, slim" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --link --from=root-slim /out/ /
COPY --link --from=runtime /out/ /
COPY --link --from=onnx /engine/natives/ /
COPY --link --from=onnx /engine/model/ /
COPY --link --from=natives /out/ /
COPY --link --from=model /out/ /
COPY --link --from=dependencies /out/ /
COPY --link --from=onnx /engine/lib/ /
COPY --link --from=probe /out/ /
COPY --link --from=build /image/ /
COPY --link --from=cached-slim /out/ /
WORKDIR /app

FROM service AS prod
LABEL org.opencontainers.image.title="Gantry LLM service" \
      org.opencontainers.image.licenses="Apache-2.0"
# PyTorch asks for large pages for its large tensors: the weights are there in half the time
ENV THP_MEM_ALLOC_ENABLE=1
COPY --link --from=root-prod /out/ /
COPY --link --from=runtime /out/ /
COPY --link --from=engine /engine/natives/ /
COPY --link --from=engine /engine/model/ /
COPY --link --from=natives /out/ /
COPY --link --from=model /out/ /
COPY --link --from=dependencies /out/ /
COPY --link --from=engine /engine/lib/ /
COPY --link --from=probe /out/ /
COPY --link --from=build /image/ /
COPY --link --from=cached-prod /out/ /
WORKDIR /app

# --- classes: what the AOT caches are to hold, from a start, some calls and an end of the service in both
# images; no part of them (README.md of this folder)

FROM dependencies AS rehearsal
RUN --network=none \
    --mount=type=bind,source=dockerfiles/Rehearsal.java,target=/Rehearsal.java \
    javac -proc:none -cp '/out/app/lib/*' -d /rehearsal /Rehearsal.java

FROM tools AS noted-prod
RUN --network=none \
    --mount=type=bind,from=prod,source=/opt/java,target=/opt/java \
    --mount=type=bind,from=prod,source=/app,target=/app \
    --mount=type=bind,from=rehearsal,source=/rehearsal,target=/rehearsal \
    --mount=type=bind,source=dockerfiles/note-classes.sh,target=/note-classes.sh \
    sh /note-classes.sh

FROM tools AS noted-slim
RUN --network=none \
    --mount=type=bind,from=slim,source=/opt/java,target=/opt/java \
    --mount=type=bind,from=slim,source=/app,target=/app \
    --mount=type=bind,from=rehearsal,source=/rehearsal,target=/rehearsal \
    --mount=type=bind,source=dockerfiles/note-classes.sh,target=/note-classes.sh \
    sh /note-classes.sh

FROM tools AS noted
RUN --network=none \
    --mount=type=bind,from=noted-prod,source=/out,target=/prod \
    --mount=type=bind,from=noted-slim,source=/out,target=/slim \
    mkdir /out && \
    for list in java.classes probe.classes; do \
        LC_ALL=C sort -u "/prod/$list" "/slim/$list" >"/out/$list" || exit; \
    done

FROM scratch AS classes
COPY --from=noted /out/ /

# --- what is built where no target is named

FROM prod
