# The LLM service as a team packs it first: one stage, the whole JDK,
# everything copied and built in one go, and all of it left in. It does what prod does, and is what
# prod is measured against (./gantry bench images); nothing here is worse than it usually is.
#
#   docker build -f dockerfiles/baseline.Dockerfile .
#
# Linux on x86_64 only, as PyTorch for Java is.

ARG BASE=debian:trixie-slim
FROM ${BASE}
ARG DEBIAN_MIRROR=http://deb.debian.org
# no versions, and with what is recommended, as most people install packages
# hadolint ignore=DL3008,DL3015
RUN find /etc/apt \( -name '*.sources' -o -name sources.list \) \
        -exec sed -i "s#http://deb.debian.org#$DEBIAN_MIRROR#" {} + && \
    mkdir -p /usr/share/man/man1 && \
    apt-get update -q && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q curl openjdk-25-jdk unzip && \
    rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/usr/lib/jvm/java-25-openjdk-amd64

WORKDIR /app
COPY . .
# with-ca.sh and the settings are for proxies and mirrors only; both do nothing where there are none.
# target/natives is what this build would not have: prod takes its libraries from there, while here
# they are in the jars, as they came, and JavaCPP unpacks them when they are first needed.
ARG MAVEN_MIRROR=https://repo.maven.apache.org/maven2
ARG NPM_REGISTRY=https://registry.npmjs.org
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=tmpfs,target=/run/trust \
    export npm_config_registry="$NPM_REGISTRY" MVNW_REPOURL="$MAVEN_MIRROR" MAVEN_MIRROR && \
    sh dockerfiles/with-ca.sh ./mvnw --batch-mode --settings dockerfiles/maven-settings.xml -DskipTests \
        -f llm-service --projects server,embedding-torch --also-make package && \
    rm -r llm-service/embedding-torch/target/natives && \
    cp /root/.m2/repository/org/bytedeco/*/*/*-linux-x86_64.jar llm-service/embedding-torch/target/engine/

ENV GANTRY_LLM_HOST=0.0.0.0 \
    GANTRY_LLM_ALLOW_PLAINTEXT=true \
    GANTRY_LLM_NATIVES_DIR=llm-service/natives/target/natives/linux-x64 \
    GANTRY_LLM_MODEL_PATH=llm-service/models/gantry-tiny.Q8_0.gguf \
    GANTRY_LLM_EMBEDDING_MODEL_DIR=llm-service/embedding-torch/target/model
EXPOSE 50052 50053
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["java", "-cp", "llm-service/server/target/llm-server.jar", "dev.gantry.llm.probe.HealthProbe"]
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-cp", \
    "llm-service/server/target/llm-server.jar:llm-service/server/target/lib/*:llm-service/embedding-torch/target/engine/*", \
    "dev.gantry.llm.Main"]
