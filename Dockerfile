# syntax=docker/dockerfile:1
# Xuncha 巡查 in a container: Debian 12, Node 20, Debian's headless Chromium, Chinese fonts. README.md says how to start it.
FROM node:20-bookworm-slim AS build
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# better-sqlite3 is compiled where no prebuilt file can be fetched.
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/xuncha
COPY . .
# Installing builds as well (the script "prepare").
RUN npm ci && npm prune --omit=dev --ignore-scripts && npm cache clean --force

FROM node:20-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates chromium-headless-shell fontconfig fonts-noto-cjk tini tzdata \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
COPY --from=build /opt/xuncha /opt/xuncha
RUN ln -s /opt/xuncha/bin/xuncha.js /usr/local/bin/xuncha \
 && install -d -o node -g node -m 0700 /data /backup
USER node
WORKDIR /data
VOLUME ["/data", "/backup"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# tini takes in what Chromium leaves behind.
ENTRYPOINT ["tini", "--", "xuncha"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--data", "/data", "--backup-folder", "/backup", "--log-level", "info"]
