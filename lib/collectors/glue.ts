import { GlueClient, type Job, paginateGetJobs } from '@aws-sdk/client-glue';
import { plainSecrets } from '../domain/secrets.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const getJobs = paged('glue:GetJobs', GlueClient, paginateGetJobs, (page) => page.Jobs);

interface ListedJob {
  readonly arn: string;
  readonly job: Job;
}

const argumentsOf = ({ DefaultArguments, NonOverridableArguments }: Job) => ({
  ...DefaultArguments,
  ...NonOverridableArguments,
});

/** Every job of the account in the Region. */
export const job = defineCollector(
  {
    type: 'AWS::Glue::Job',
    service: 'glue',
    where: 'region',
    list: {
      uses: [getJobs],
      read: async (aws: Reader): Promise<readonly ListedJob[]> =>
        (await aws(getJobs, { MaxResults: 200 })).map((found) => ({
          arn: `arn:${aws.partition}:glue:${aws.region}:${aws.account}:job/${required(found.Name, 'Name')}`,
          job: found,
        })),
    },
  },
  {
    command: listed(({ job }) => required(job.Command?.Name, 'Command.Name')),
    glueVersion: listed(({ job }) => job.GlueVersion ?? null),
    continuousLogging: listed(
      ({ job }) => argumentsOf(job)['--enable-continuous-cloudwatch-log']?.toLowerCase() === 'true',
    ),
    plainSecrets: listed(({ job }) => plainSecrets(Object.entries(argumentsOf(job)))),
  },
);
