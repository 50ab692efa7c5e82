# syntax=docker/dockerfile:1.7
# One file for all images, one target for each: docker build --target gateway -t dr-assistant/gateway:0.1.0 .
# Every process is one bundle (npm run build), so that an image holds Node, a few files of ours, and no node_modules.

ARG NODE_IMAGE=node:22.23.2-bookworm-slim

# The manifests alone: npm ci below runs again only when one of them changes, not at each change of the code.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN find . -type f ! -name package.json ! -path ./package-lock.json ! -path ./.npmrc -delete \
 && find . -mindepth 1 -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV CI=true APOLLO_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
COPY --from=manifests /src ./
# No dependency's install script runs: esbuild and turbo come as prebuilt optional packages, nothing else is needed here.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="Dr. Assistant" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="UNLICENSED"
# A process that only runs one file needs no package managers: what is not there cannot be used against us.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
           /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn* \
 && mkdir /app
WORKDIR /app
# Files belong to root and the process does not: it cannot change its own code. Ports as in development.
ENV NODE_ENV=production HOST=0.0.0.0 APOLLO_TELEMETRY_DISABLED=1
COPY deploy/healthcheck.mjs ./
# A number, since Kubernetes cannot tell whether a name is root.
USER 10001:10001
# Ready, not merely alive: `docker compose` starts what depends on a service when it can serve.
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --start-interval=1s --retries=3 \
  CMD ["node", "healthcheck.mjs"]
# Every process drains on SIGTERM within 10 s.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "main.cjs"]

FROM runtime AS gateway
LABEL org.opencontainers.image.title="dr-assistant/gateway" \
      org.opencontainers.image.description="The one public door: identity, limits, planning, subscriptions"
# Only our own clients' operations are answered; an empty TRUSTED_DOCUMENTS answers any.
ENV SERVICE_NAME=gateway PORT=4000 OPS_PORT=4200 SUPERGRAPH_FILE=/app/supergraph.graphql TRUSTED_DOCUMENTS=/app/trusted-documents.json
COPY --from=build /src/gateway/dist/main.cjs* /src/gateway/dist/plan-thread.cjs* ./
COPY schema/supergraph.graphql gateway/trusted-documents.json ./
EXPOSE 4000 4200

FROM runtime AS patient
LABEL org.opencontainers.image.title="dr-assistant/patient" \
      org.opencontainers.image.description="Patients, allergies, conditions, medicines, observations, encounters, consents; its migrations"
ENV SERVICE_NAME=patient PORT=4101 OPS_PORT=4201
COPY --from=build /src/subgraphs/patient/dist/main.cjs* /src/subgraphs/patient/dist/migrate.cjs* ./
EXPOSE 4101 4201

FROM runtime AS voice
LABEL org.opencontainers.image.title="dr-assistant/voice" \
      org.opencontainers.image.description="Recordings and transcripts; its migrations"
ENV SERVICE_NAME=voice PORT=4102 OPS_PORT=4202
COPY --from=build /src/subgraphs/voice/dist/main.cjs* /src/subgraphs/voice/dist/migrate.cjs* ./
EXPOSE 4102 4202

FROM runtime AS clinical-note
LABEL org.opencontainers.image.title="dr-assistant/clinical-note" \
      org.opencontainers.image.description="Clinical notes and their versions"
ENV SERVICE_NAME=clinical-note PORT=4103 OPS_PORT=4203
COPY --from=build /src/subgraphs/clinical-note/dist/main.cjs* ./
EXPOSE 4103 4203

FROM runtime AS prescription
LABEL org.opencontainers.image.title="dr-assistant/prescription" \
      org.opencontainers.image.description="Prescriptions and their safety checks; its migrations"
ENV SERVICE_NAME=prescription PORT=4104 OPS_PORT=4204
COPY --from=build /src/subgraphs/prescription/dist/main.cjs* /src/subgraphs/prescription/dist/migrate.cjs* ./
EXPOSE 4104 4204

FROM runtime AS inference
LABEL org.opencontainers.image.title="dr-assistant/inference" \
      org.opencontainers.image.description="Jobs of the models as records; its migrations"
ENV SERVICE_NAME=inference PORT=4105 OPS_PORT=4205
COPY --from=build /src/subgraphs/inference/dist/main.cjs* /src/subgraphs/inference/dist/migrate.cjs* ./
EXPOSE 4105 4205

# What the three workers share: the worker's bundle and the engines' thread.
FROM runtime AS worker
COPY --from=build /src/subgraphs/inference/dist/worker.cjs* /src/subgraphs/inference/dist/engine-thread.cjs* ./
# What a bundle cannot hold: it lies beside.
COPY --from=build /src/subgraphs/inference/dist/*.wasm ./
CMD ["node", "--enable-source-maps", "worker.cjs"]

FROM worker AS worker-note
LABEL org.opencontainers.image.title="dr-assistant/worker-note" \
      org.opencontainers.image.description="Drafts notes from transcripts"
ENV SERVICE_NAME=worker-note POOL=note OPS_PORT=4212
EXPOSE 4212

FROM worker AS worker-prescription
LABEL org.opencontainers.image.title="dr-assistant/worker-prescription" \
      org.opencontainers.image.description="Finds prescriptions in transcripts"
ENV SERVICE_NAME=worker-prescription POOL=prescription OPS_PORT=4213
EXPOSE 4213

FROM ${NODE_IMAGE} AS pocketsphinx
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/*
COPY deploy/pocketsphinx/requirements.txt /tmp/
RUN --mount=type=cache,target=/root/.cache/pip python3 -m venv /opt/pocketsphinx \
 && /opt/pocketsphinx/bin/pip install --no-deps --only-binary=:all: --require-hashes -r /tmp/requirements.txt \
 && /opt/pocketsphinx/bin/python -c 'import pocketsphinx; pocketsphinx.Decoder(samprate=16000)' \
 && rm -rf /opt/pocketsphinx/lib/python3*/site-packages/pip* /opt/pocketsphinx/bin/pip*

FROM worker AS worker-transcription
LABEL org.opencontainers.image.title="dr-assistant/worker-transcription" \
      org.opencontainers.image.description="Turns recordings into timed transcripts"
USER root
# tini reaps the recogniser's processes: Node as process 1 reaps its own children only.
RUN apt-get update && apt-get install -y --no-install-recommends python3 tini && rm -rf /var/lib/apt/lists/*
COPY --from=pocketsphinx /opt/pocketsphinx /opt/pocketsphinx
USER 10001:10001
ENV SERVICE_NAME=worker-transcription POOL=transcription OPS_PORT=4211 PATH=/opt/pocketsphinx/bin:$PATH PYTHONDONTWRITEBYTECODE=1
EXPOSE 4211
ENTRYPOINT ["tini", "--"]
CMD ["node", "--enable-source-maps", "worker.cjs"]
