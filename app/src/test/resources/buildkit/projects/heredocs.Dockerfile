# Scripts and files that stand in the Dockerfile itself.
FROM debian:trixie-slim
ARG NONCE
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN <<SCRIPT
echo "$NONCE" | tee /nonce
for i in 1 2 3; do
  cat /proc/sys/kernel/random/uuid >> "/random.$i"
done
SCRIPT
COPY <<-"CONFIG" <<OTHER /etc/web/
	listen 80;
	root $document_root;
	CONFIG
key = ${NONCE}
OTHER
COPY --chmod=0750 <<EOT /usr/local/bin/start
#!/bin/sh
exec "\$@"
EOT
RUN <<'PERL' perl
open my $out, '>', '/perl' or die; print $out rand; close $out;
PERL
ENTRYPOINT ["/usr/local/bin/start"]
