# The parts of an application archive as layers, ordered by how often they change.
FROM debian:trixie-slim AS extract
ARG NONCE
WORKDIR /extracted
COPY src/deep src/deep
RUN mkdir dependencies loader application && echo "$NONCE" > dependencies/a && \
    cat /proc/sys/kernel/random/uuid > application/b && cp -r src loader/

FROM debian:trixie-slim
WORKDIR /app
COPY --from=extract /extracted/dependencies/ ./
COPY --from=extract /extracted/loader/ ./
COPY --from=extract /extracted/application/ ./
EXPOSE 8080/tcp 9090/udp
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-jar", "app.jar"]
