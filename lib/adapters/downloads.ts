import { createReadStream } from 'node:fs';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Downloads } from '../domain/ports.ts';

/** S3 takes 10,000 parts and objects of 5 TB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PART_BYTES = 64 * 2 ** 20;
const PARTS_AT_ONCE = 2;
/** Long enough to begin a download; one that has begun goes on. */
const LINK_SECONDS = 900;

/** Bundles in the evidence bucket: uploaded from a file in parts, downloaded by a link that stands for the permission. */
export function s3Downloads(client: S3Client, bucket: string): Downloads {
  return {
    async put(key, file) {
      const upload = new Upload({
        client,
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
        leavePartsOnError: true, // the bucket's lifecycle removes them; to do so takes a permission
        params: {
          Bucket: bucket,
          Key: key,
          Body: createReadStream(file),
          ContentType: 'application/zip',
          IfNoneMatch: '*',
          ChecksumAlgorithm: 'SHA256',
        },
      });
      try {
        await upload.done();
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'PreconditionFailed') return false;
        throw error;
      }
    },
    link: (key) =>
      getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: LINK_SECONDS }),
  };
}
