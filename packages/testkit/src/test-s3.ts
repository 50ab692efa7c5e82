import { makeBucket, s3Region } from '@dra/dev';
import { askForServer, freshName } from './servers-client.ts';

/** The fields that `createObjectStore` of @dra/objects takes. */
export type TestS3 = {
  endpoint: string;
  publicEndpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** A fresh bucket on a real S3 store that all tests share. What lies in it goes when the run ends. */
export async function testS3(): Promise<TestS3> {
  const server = await askForServer('start', 's3', 'shared');
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = server.secrets;
  const bucket = freshName('test').replaceAll('_', '-').toLowerCase();
  await makeBucket(server.url, bucket, { accessKeyId, secretAccessKey, region: s3Region });
  return { endpoint: server.url, publicEndpoint: server.url, region: s3Region, bucket, accessKeyId, secretAccessKey };
}
