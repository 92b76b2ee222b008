# Executables from the context keep their mode.
FROM debian:trixie-slim
ARG NONCE
ENV DATA=/var/lib/database
RUN mkdir -p "$DATA" && chmod 1777 "$DATA" && echo "$NONCE" > "$DATA/nonce" && \
    cat /proc/sys/kernel/random/uuid > "$DATA/id"
COPY bin/start.sh bin/stop.sh /usr/local/bin/
RUN ln -s usr/local/bin/start.sh / && cat /proc/sys/kernel/random/uuid > /after
VOLUME ["/var/lib/database"]
ENTRYPOINT ["start.sh"]
CMD ["database"]
