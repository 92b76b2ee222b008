# Recipe, dependencies and program in stages that build on each other.
FROM debian:trixie-slim AS tools
ARG NONCE
RUN echo "$NONCE" > /tools && cat /proc/sys/kernel/random/uuid >> /tools

FROM tools AS planner
COPY . /plan
RUN cd /plan && find src -name '*.txt' | sort | xargs cat > /recipe

FROM tools AS cook
COPY --from=planner /recipe /recipe
RUN cat /recipe /proc/sys/kernel/random/uuid > /dependencies

FROM cook AS builder
COPY src /src
RUN cat /dependencies /src/main.txt > /program && cat /proc/sys/kernel/random/uuid >> /program

FROM debian:trixie-slim AS runtime
COPY --from=builder /program /usr/local/bin/
ENTRYPOINT ["/usr/local/bin/program"]
