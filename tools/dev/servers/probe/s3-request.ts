import { createHash, createHmac } from 'node:crypto';
import { httpStatus } from './http-status.ts';

export const s3Region = 'us-east-1';

export type S3Keys = { accessKeyId: string; secretAccessKey: string; region: string };

/** One signed S3 request without a body (AWS Signature 4): enough to see that a store answers and to make a bucket. */
export async function s3Request(endpoint: string, method: 'GET' | 'PUT' | 'HEAD', path: string, keys: S3Keys, deadlineMs = 3_000): Promise<number> {
  const url = new URL(path, endpoint);
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = date.slice(0, 8);
  const bodyHash = createHash('sha256').digest('hex');
  const signedHeaders = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = [method, url.pathname, '', `host:${url.host}`, `x-amz-content-sha256:${bodyHash}`, `x-amz-date:${date}`, '', signedHeaders, bodyHash].join('\n');
  const scope = `${day}/${keys.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, keys.region, 's3', 'aws4_request'].reduce<string | Buffer>((at, part) => createHmac('sha256', at).update(part).digest(), `AWS4${keys.secretAccessKey}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return httpStatus(url, {
    method,
    deadlineMs,
    headers: {
      'x-amz-date': date,
      'x-amz-content-sha256': bodyHash,
      authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    },
  });
}

/** @throws Error */
export async function makeBucket(endpoint: string, bucket: string, keys: S3Keys): Promise<void> {
  const status = await s3Request(endpoint, 'PUT', `/${bucket}`, keys, 10_000);
  // 409: it is there already.
  if (status !== 200 && status !== 409) throw new Error(`the S3 store answered ${status} to the making of bucket ${bucket}`);
}
