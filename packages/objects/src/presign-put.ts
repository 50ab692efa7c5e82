import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export type PutLimits = {
  byteLength: number;
  /** Lowercase hex. */
  sha256: string;
  contentType?: string;
  /** 300 at most. */
  expiresSeconds: number;
};

/** An address for exactly one content. The headers are part of the signature: they are sent as given. */
export type PresignedPut = { method: 'PUT'; url: string; headers: Record<string, string>; expiresAt: Date };

export const longestAddressSeconds = 300;

/**
 * Length and SHA-256 travel as signed headers (moved into the query, as the SDK does by default, a store would not check
 * them). So the store itself refuses a body of another length (its `content-length` breaks the signature) and one
 * of another content (BadDigest); tried against versitygw, and the same on AWS S3 and MinIO by their documentation.
 * The hash is looked at again when a recording is completed, for stores that do not.
 */
export async function presignPut(client: S3Client, bucket: string, key: string, limits: PutLimits): Promise<PresignedPut> {
  if (limits.expiresSeconds < 1 || limits.expiresSeconds > longestAddressSeconds) throw new Error(`an upload address lives 1 to ${longestAddressSeconds} seconds`);
  const checksum = Buffer.from(limits.sha256, 'hex').toString('base64');
  const headers: Record<string, string> = {
    'content-length': String(limits.byteLength),
    'content-type': limits.contentType ?? 'application/octet-stream',
    'x-amz-checksum-sha256': checksum,
  };
  const signed = new Set(Object.keys(headers));
  const signingDate = new Date();
  const url = await getSignedUrl(
    client,
    new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: limits.byteLength, ContentType: headers['content-type'], ChecksumSHA256: checksum }),
    { expiresIn: limits.expiresSeconds, signingDate, signableHeaders: new Set(['host', ...signed]), unhoistableHeaders: signed },
  );
  return { method: 'PUT', url, headers, expiresAt: new Date(signingDate.getTime() + limits.expiresSeconds * 1000) };
}
