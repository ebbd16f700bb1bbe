import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EVALUATION_COLUMNS, QUESTIONS } from '../evidence/questions.ts';
import type { RecordStack } from './record.ts';

/** What Athena needs. */
export interface QueryProps {
  readonly deployment: string;
  readonly record: RecordStack;
  /** Where results go. */
  readonly scratch: Bucket;
}

/** One query reads at most this much; a year of a large Organization is less. */
const MOST_BYTES = 200 * 2 ** 30;

/** Rows of a run's other files have no rule. */
const LAST_90_DAYS = "rule IS NOT NULL AND day >= date_format(current_date - interval '90' day, '%Y-%m-%d')";

/** SQL over every run's evaluations: an Athena workgroup, and a table whose partitions are computed from the date. */
export class Query extends Construct {
  readonly workGroup: string;

  constructor(scope: Construct, id: string, { deployment, record, scratch }: QueryProps) {
    super(scope, id);
    const { bucket, dataKey } = record;
    const database = deployment.replaceAll('-', '_');
    const catalogId = record.account;
    const glue = new CfnDatabase(this, 'Database', {
      catalogId,
      databaseInput: { name: database, description: 'Runs of Vouch' },
    });
    const runs = `s3://${bucket.bucketName}/runs/`;
    new CfnTable(this, 'Evaluations', {
      catalogId,
      databaseName: database,
      tableInput: {
        name: 'evaluations',
        description:
          'Every evaluation of every run. Rows of other files of a run have no rule: ask for rule IS NOT NULL.',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [{ name: 'day', type: 'string' }],
        parameters: {
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy-MM-dd',
          'projection.day.range': '2026-01-01,NOW',
          'storage.location.template': `${runs}\${day}/`,
        },
        storageDescriptor: {
          location: runs,
          columns: Object.entries(EVALUATION_COLUMNS).map(([name, type]) => ({
            name: name.toLowerCase(),
            type: type === 'boolean' ? type : 'string', // JSON is text, for `json_extract`
          })),
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: {
            serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
            parameters: { 'ignore.malformed.json': 'TRUE' },
          },
        },
      },
    }).addResourceDependency(glue);

    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: deployment,
      description: 'Queries over the runs of Vouch',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MOST_BYTES,
        resultConfiguration: {
          outputLocation: `s3://${scratch.bucketName}/athena/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: dataKey.keyArn },
        },
      },
    });
    this.workGroup = deployment;
    for (const [name, { question, sql }] of Object.entries(QUESTIONS)) {
      new CfnNamedQuery(this, name, {
        name,
        description: question,
        database,
        queryString: sql(LAST_90_DAYS),
        workGroup: this.workGroup,
      }).addResourceDependency(workGroup);
    }
  }
}
