import type { AwsBackup } from './backup.ts';

export interface DynamoDbFacts {
  'AWS::DynamoDB::Table': Table;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export interface Table {
  /** The KMS key; null when the table is encrypted with the key that DynamoDB owns, which nobody else can see. */
  readonly kmsKeyArn: string | null;
  readonly deletionProtection: boolean;
  readonly ageDays: number;
  readonly arn: string;
  readonly awsBackup: AwsBackup;
  readonly pointInTimeRecovery: {
    readonly enabled: boolean;
    /** How far back the table can be restored to, in days; null when it cannot. */
    readonly periodDays: number | null;
  };
}
