// The image's HEALTHCHECK: healthy is ready, on the port apart from the public one. Exit code 0 or 1.
const port = process.env.OPS_PORT;
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exit(answer?.status === 200 ? 0 : 1);
