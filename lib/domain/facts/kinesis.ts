export interface KinesisFacts {
  'AWS::Kinesis::Stream': KinesisStream;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html */
export interface KinesisStream {
  /** The KMS key that encrypts records; null: none does. */
  readonly kmsKeyId: string | null;
}
