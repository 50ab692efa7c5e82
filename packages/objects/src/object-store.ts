import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { ServiceError, registerErrorCodes } from '@dra/service';
import { createHash } from 'node:crypto';
import { inParts } from './in-parts.ts';
import { presignPut } from './presign-put.ts';
import type { PresignedPut, PutLimits } from './presign-put.ts';

registerErrorCodes({
  OBJECT_MISSING: { status: 404, meaning: 'What a reference names is not in the object store.', remedy: 'It was deleted, or never arrived: send it again.' },
  OBJECT_CORRUPT: { status: 500, meaning: 'What lies in the object store is not what was put there.', remedy: 'Report the request id; do not use the thing it belongs to.' },
});

export type ObjectStoreSettings = {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The address under which clients reach the same store; `endpoint` when it is the same. */
  publicEndpoint?: string;
  /** How long one attempt may stay silent. */
  timeoutMs?: number;
};

/** Where an object lies, and what it must be when it is read. Hash as lowercase hex. */
export type ObjectRef = { key: string; sha256: string; bytes: number };

export type ObjectHead = {
  bytes: number;
  contentType: string | null;
  /** As the store checked it when the object was put; null for objects put without one. Lowercase hex. */
  sha256: string | null;
};

/**
 * The object store. Keys are made of uuids only: no name, no tenant. Every call has a deadline and three attempts.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when the store does not answer, OBJECT_MISSING, OBJECT_CORRUPT
 */
export type ObjectStore = {
  /** Creates the bucket where it is not there yet. */
  ensureBucket(): Promise<void>;
  /** For /readyz. */
  check(): Promise<void>;
  put(key: string, body: Uint8Array, options: { contentType: string; sha256?: string }): Promise<ObjectRef>;
  /** Puts a stream of unknown length; holds one part (8 MiB) at a time. An earlier object of the key stays until the end. */
  putStream(key: string, body: AsyncIterable<Uint8Array>, options: { contentType: string }): Promise<ObjectRef>;
  get(key: string): Promise<Buffer>;
  getStream(key: string): Promise<AsyncIterable<Uint8Array>>;
  /** Bytes `start` to `end`, exclusive. */
  getRange(key: string, start: number, end: number): Promise<Buffer>;
  /** Null when there is no such object. */
  head(key: string): Promise<ObjectHead | null>;
  /** What is absent already is fine. */
  delete(keys: readonly string[]): Promise<void>;
  /** Deletes all whose key begins with this folder, which ends with a slash. Nothing there is fine. */
  deleteFolder(folder: string): Promise<void>;
  /**
   * Deletes up to `most` objects of this folder that were put before then. Looks at keys in their order, page by page, until
   * one holds nothing so old: all of them are found where keys begin with a uuid of version 7, which grows with time.
   * @returns how many
   */
  deleteOlder(folder: string, before: Date, most: number): Promise<number>;
  presignPut(key: string, limits: PutLimits): Promise<PresignedPut>;
  putJson(key: string, value: unknown): Promise<ObjectRef>;
  /** Parsed, after its hash was checked. */
  getJson(ref: Pick<ObjectRef, 'key' | 'sha256'>): Promise<unknown>;
  close(): void;
};

const partBytes = 8 * 1024 * 1024;
const deleteAtOnce = 1_000;

export function createObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const { bucket } = settings;
  const client = clientFor(settings, settings.endpoint);
  const publicClient = clientFor(settings, settings.publicEndpoint ?? settings.endpoint);

  const store: ObjectStore = {
    async ensureBucket() {
      await guarded(async () => {
        try {
          await client.send(new HeadBucketCommand({ Bucket: bucket }));
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
          await client.send(new CreateBucketCommand({ Bucket: bucket })).catch((failure: unknown) => {
            // Another process was faster.
            if (!/^BucketAlready/.test(nameOf(failure))) throw failure;
          });
        }
      });
    },
    check: () => guarded(async () => void (await client.send(new HeadBucketCommand({ Bucket: bucket })))),
    async put(key, body, { contentType, sha256 }) {
      const hash = sha256 ?? sha256Of(body);
      await guarded(() => client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, ContentLength: body.byteLength, ChecksumSHA256: base64Of(hash) })));
      return { key, sha256: hash, bytes: body.byteLength };
    },
    putStream: (key, body, { contentType }) => putStream(key, body, contentType),
    async get(key) {
      return guarded(async () => {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Buffer.from(await answer.Body!.transformToByteArray());
      });
    },
    async getStream(key) {
      const answer = await guarded(() => client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
      return guardedStream(answer.Body as AsyncIterable<Uint8Array>);
    },
    async getRange(key, start, end) {
      if (end <= start) return Buffer.alloc(0);
      return guarded(async () => {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end - 1}` }));
        return Buffer.from(await answer.Body!.transformToByteArray());
      });
    },
    async head(key) {
      return guarded(async () => {
        try {
          const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
          // A multipart object's checksum is one of its parts' checksums ("…-3"): no hash of the content.
          const checksum = answer.ChecksumType === 'COMPOSITE' || answer.ChecksumSHA256?.includes('-') ? undefined : answer.ChecksumSHA256;
          return { bytes: answer.ContentLength ?? 0, contentType: answer.ContentType ?? null, sha256: checksum ? Buffer.from(checksum, 'base64').toString('hex') : null };
        } catch (error) {
          if (statusOf(error) === 404) return null;
          throw error;
        }
      });
    },
    async delete(keys) {
      for (let at = 0; at < keys.length; at += deleteAtOnce) {
        const Objects = keys.slice(at, at + deleteAtOnce).map((Key) => ({ Key }));
        const answer = await guarded(() => client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } })));
        const failed = answer.Errors?.filter((error) => error.Code !== 'NoSuchKey') ?? [];
        if (failed.length > 0) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The object store did not delete ${failed.length} of ${keys.length} objects.`);
      }
    },
    async deleteFolder(folder) {
      if (!/^[^/]+(\/[^/]+)+\/$/.test(folder)) throw new Error('a folder has a name below another one, and a slash at its end');
      for (;;) {
        // Always the first page: what it showed is gone then.
        const { Contents = [], IsTruncated } = await guarded(() => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, MaxKeys: deleteAtOnce })));
        await store.delete(Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
        if (!IsTruncated) return;
      }
    },
    async deleteOlder(folder, before, most) {
      if (!/^[^/]+(\/[^/]+)*\/$/.test(folder)) throw new Error('a folder has a name, and a slash at its end');
      let deleted = 0;
      for (let from: string | undefined; deleted < most; ) {
        const { Contents = [], NextContinuationToken } = await guarded(() => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, MaxKeys: deleteAtOnce, ...(from ? { ContinuationToken: from } : {}) })));
        const old = Contents.flatMap(({ Key, LastModified }) => (Key !== undefined && LastModified !== undefined && LastModified < before ? [Key] : [])).slice(0, most - deleted);
        if (old.length === 0) break;
        await store.delete(old);
        deleted += old.length;
        from = NextContinuationToken;
        if (!from) break;
      }
      return deleted;
    },
    presignPut: (key, limits) => presignPut(publicClient, bucket, key, limits),
    putJson: (key, value) => store.put(key, Buffer.from(JSON.stringify(value)), { contentType: 'application/json' }),
    async getJson({ key, sha256 }) {
      const bytes = await store.get(key);
      if (sha256Of(bytes) !== sha256) throw new ServiceError('OBJECT_CORRUPT', 'A stored document is not what was put there.');
      return JSON.parse(bytes.toString('utf8')) as unknown;
    },
    close() {
      client.destroy();
      publicClient.destroy();
    },
  };

  async function putStream(key: string, body: AsyncIterable<Uint8Array>, contentType: string): Promise<ObjectRef> {
    const hash = createHash('sha256');
    const parts: CompletedPart[] = [];
    let bytes = 0;
    let upload: string | undefined;
    try {
      for await (const { data, last } of inParts(body, partBytes)) {
        hash.update(data);
        bytes += data.byteLength;
        if (last && upload === undefined) return await store.put(key, data, { contentType });
        if (upload === undefined) {
          const opened = await guarded(() => client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: contentType })));
          upload = opened.UploadId;
        }
        const PartNumber = parts.length + 1;
        const { ETag } = await guarded(() => client.send(new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: upload, PartNumber, Body: data, ContentLength: data.byteLength })));
        parts.push({ PartNumber, ...(ETag === undefined ? {} : { ETag }) });
      }
      await guarded(() => client.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: upload, MultipartUpload: { Parts: parts } })));
    } catch (error) {
      // Parts of an upload that nobody completes cost space; the first error is the one to tell.
      if (upload !== undefined) await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: upload })).catch(() => undefined);
      throw error;
    }
    return { key, sha256: hash.digest('hex'), bytes };
  }

  return store;
}

function clientFor(settings: ObjectStoreSettings, endpoint: string): S3Client {
  const timeout = settings.timeoutMs ?? 10_000;
  return new S3Client({
    endpoint,
    region: settings.region,
    forcePathStyle: true,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: timeout, socketTimeout: timeout, throwOnRequestTimeout: true },
    // We send SHA-256 where it counts; the SDK's own CRC trailers are not understood by every store.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

async function* guardedStream(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* stream;
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket') return new ServiceError('OBJECT_MISSING', 'What was looked for is not in the object store.', { cause: error });
  return new ServiceError('DEPENDENCY_UNAVAILABLE', 'The object store did not answer.', { cause: error });
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function base64Of(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
