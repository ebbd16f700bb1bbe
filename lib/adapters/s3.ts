import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../domain/ports.ts';

/** The evidence bucket: objects are written once. Object Lock's retention is the bucket's default. */
export function s3Evidence(client: S3Client, bucket: string): Evidence {
  return {
    async put(key, body, contentType, note) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            // Metadata travels in HTTP headers, which are ASCII.
            ...(note && { Metadata: { note: encodeURIComponent(note) } }),
            IfNoneMatch: '*',
            ChecksumAlgorithm: 'SHA256',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'PreconditionFailed') return false;
        throw error;
      }
    },
    async get(key) {
      try {
        const { Body, Metadata, VersionId } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
        );
        if (!Body) throw new Error(`S3 returned no body for ${key}`);
        return {
          body: await Body.transformToByteArray(),
          note: decodeURIComponent(Metadata?.note ?? ''),
          versionId: VersionId ?? null,
        };
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null;
        throw error;
      }
    },
    async *list(prefix) {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
      ))
        for (const { Key } of Contents) if (Key) yield Key;
    },
  };
}
