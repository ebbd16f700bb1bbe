/** What no emulator can tell. Every figure is a guess on the high side, with its reason; docs/cost.md lists them. */
export const ASSUMED = {
  /** A resource lives so many days. All of its findings change when it appears and when it goes. */
  resourceLifetimeDays: 365,
  /** Seconds of a request to another Region: a round trip around half of the globe, AWS's own time, a share of TLS. */
  requestSeconds: 0.2,
  /** Seconds of scan-target beside requests: AssumeRole, table, bucket, evaluation, a share of cold starts. */
  targetSeconds: 0.5,
  /** Requests under way at once in a target; what follows a listing waits for it. lib/collectors/reader.ts */
  parallelRequests: 8,
  /** Seconds of plan-scan for each account: two requests, eight accounts at once. lib/adapters/organizations.ts */
  planSecondsPerAccount: 0.05,
  /** Seconds of seal-scan for each target: a hundred heartbeats in one request, hashed and packed. */
  sealSecondsPerTarget: 0.001,
  /** An express execution is charged for 64 MB at least. https://aws.amazon.com/step-functions/pricing/ */
  expressMegabytes: 64,
  /** Bytes of a request with its signature and session token. */
  requestBytes: 2_500,
  /** Bytes that a call of a function leaves in its log: START, END, REPORT, one line of ours, the metrics. */
  logBytesPerCall: 1_500,
  /** What is left of a log when CloudWatch has compressed it. https://aws.amazon.com/cloudwatch/pricing/ */
  logCompression: 0.15,
  /** Bytes of a line in S3's access log. */
  accessLogBytes: 700,
  /** Lambda asks an empty queue five times at once, for twenty seconds each. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  pollsPerDay: 21_600,
  /** Objects for which S3 asks KMS once. With a bucket key "up to 99 percent" of requests fall away. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
  objectsPerKeyRequest: 100,
} as const;
