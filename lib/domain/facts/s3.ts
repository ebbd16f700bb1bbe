export type S3Facts = {};
