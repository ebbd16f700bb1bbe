export interface FirehoseFacts {
  'AWS::KinesisFirehose::DeliveryStream': DeliveryStream;
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html */
export interface DeliveryStream {
  /** Who puts records in: `DirectPut`, `KinesisStreamAsSource`, `MSKAsSource` or `DatabaseAsSource`. */
  readonly source: string;
  readonly encrypted: boolean;
}
