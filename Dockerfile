# The image of every app and every simulator: docker build --build-arg APP=order .
# `npm run images` builds them all. RUN is never a line for a shell, so bases need none.

# Others of the same kind are given with --build-arg.
# Node 24 with npm, only to build.
ARG BUILD_IMAGE=node:24-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
# Node 24 at /nodejs/bin/node, without shell and package manager.
ARG BASE_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:a58790048b54a9a6680b0ca6eb5b497efcb6225905e30f8e77f2edf76ffaf311

FROM ${BUILD_IMAGE} AS build
# Where packages come from, if not from the default of npm. Nothing of this stage is in the image.
ARG NPM_CONFIG_REGISTRY
ENV npm_execpath=/usr/local/lib/node_modules/npm/bin/npm-cli.js
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
# No script of a package runs. The apps of this repository are not installed but copied.
RUN ["node", "/usr/local/lib/node_modules/npm/bin/npm-cli.js", "ci", "--omit=dev", "--ignore-scripts", "--workspaces=false"]
COPY . .
ARG APP
RUN ["node", "scripts/images/stage-image.ts", "/image/app"]

FROM ${BASE_IMAGE}
ARG APP
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="dapr-commerce ${APP}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"
# Owned by root and writable by nobody: the program needs a writable /tmp at most.
COPY --from=build /image/ /
WORKDIR /app
USER 65532:65532
# `migrate` as an argument migrates the database of the app and ends. Health is asked over HTTP, at /healthz
# and /readyz of the app's port, so that no probe starts a process here.
ENTRYPOINT ["/nodejs/bin/node", "/app/main.mjs"]
