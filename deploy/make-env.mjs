// node deploy/make-env.mjs [FILE]
// Writes the secrets that docker-compose.yml asks for into .env (or FILE), readable by its owner alone. There are no
// default passwords: each installation makes its own. What the file holds already stays as it is, so that running this
// again after an update only adds what is new.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Letters and digits, a letter first: needs no quoting in a URL, a shell, YAML or the NATS configuration. */
const password = () => `s${randomBytes(24).toString('hex')}`;

/** Name -> how its value is made. */
export const secrets = {
  DRA_POSTGRES_SUPERUSER_PASSWORD: password,
  DRA_POSTGRES_OWNER_PASSWORD: password,
  DRA_POSTGRES_REPLICATION_PASSWORD: password,
  DRA_PATIENT_DB_PASSWORD: password,
  DRA_VOICE_DB_PASSWORD: password,
  DRA_PRESCRIPTION_DB_PASSWORD: password,
  DRA_INFERENCE_DB_PASSWORD: password,
  DRA_MONGODB_KEYFILE: () => randomBytes(512).toString('base64'),
  DRA_MONGODB_ROOT_PASSWORD: password,
  DRA_CLINICAL_NOTE_DB_PASSWORD: password,
  DRA_REDIS_PASSWORD: password,
  DRA_NATS_GATEWAY_PASSWORD: password,
  DRA_NATS_SUBGRAPHS_PASSWORD: password,
  DRA_NATS_WORKERS_PASSWORD: password,
  DRA_S3_ROOT_ACCESS_KEY_ID: () => `root${randomBytes(8).toString('hex')}`,
  DRA_S3_ROOT_SECRET_ACCESS_KEY: password,
  DRA_S3_ACCESS_KEY_ID: () => `dra${randomBytes(8).toString('hex')}`,
  DRA_S3_SECRET_ACCESS_KEY: password,
};

/** The gateway signs the identity that it hands to subgraphs; they know the public half. */
export function signingKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const name = { kid: `internal-${randomBytes(4).toString('hex')}`, alg: 'EdDSA', use: 'sig' };
  return {
    DRA_INTERNAL_SIGNING_KEY: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...name }),
    DRA_INTERNAL_JWKS: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...name }] }),
  };
}

/** The text of an env file with every secret in it. @param present the file's text so far */
export function withSecrets(present) {
  const known = new Set([...present.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name));
  const added = Object.entries(secrets).filter(([name]) => !known.has(name)).map(([name, make]) => `${name}=${make()}`);
  // A pair is only of use as a pair: half a pair means that somebody edited the file, and both are made again by hand.
  if (!known.has('DRA_INTERNAL_SIGNING_KEY') && !known.has('DRA_INTERNAL_JWKS')) {
    // Single quotes keep the JSON as it is.
    added.push(...Object.entries(signingKey()).map(([name, value]) => `${name}='${value}'`));
  }
  if (added.length === 0) return { text: present, added: 0 };
  const before = present === '' || present.endsWith('\n') ? present : `${present}\n`;
  return { text: `${before}\n# docker compose: made by deploy/make-env.mjs, for this installation alone\n${added.join('\n')}\n`, added: added.length };
}

function main() {
  const file = process.argv[2] ?? '.env';
  const { text, added } = withSecrets(existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (added > 0) {
    writeFileSync(file, text, { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  console.log(added > 0 ? `${file}: ${added} secrets added. Set DRA_IDENTITY_* there as well.` : `${file}: nothing was missing.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
