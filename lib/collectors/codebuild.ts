import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  type Project,
  paginateListProjects,
} from '@aws-sdk/client-codebuild';
import { plainSecrets } from '../domain/secrets.ts';
import { batches } from './batches.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listProjects = paged(
  'codebuild:ListProjects',
  CodeBuildClient,
  paginateListProjects,
  (page) => page.projects,
);
const batchGetProjects = operation('codebuild:BatchGetProjects', CodeBuildClient, BatchGetProjectsCommand);

const PROJECTS_AT_ONCE = 100;

interface ListedProject {
  readonly arn: string;
  readonly project: Project;
}

/** Whether a URL has something before an `@`; what is there stays there. */
const hasCredentials = (location: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(location);

/** Every build project of the account in the Region. */
export const project = defineCollector(
  {
    type: 'AWS::CodeBuild::Project',
    service: 'codebuild',
    where: 'region',
    list: {
      uses: [listProjects, batchGetProjects],
      read: async (aws: Reader): Promise<readonly ListedProject[]> => {
        const names = await aws(listProjects, {});
        const replies = await Promise.all(
          batches(names, PROJECTS_AT_ONCE).map((some) => aws(batchGetProjects, { names: [...some] })),
        );
        return replies
          .flatMap(({ projects }) => required(projects, 'projects'))
          .map((found) => ({ arn: required(found.arn, 'arn'), project: found }));
      },
    },
  },
  {
    plainSecrets: listed(({ project: { environment, source } }) =>
      plainSecrets([
        ...(required(environment, 'environment').environmentVariables ?? [])
          .filter(({ type }) => (type ?? 'PLAINTEXT') === 'PLAINTEXT')
          .map(({ name, value }) => [required(name, 'name'), value ?? ''] as const),
        ['the build specification', source?.buildspec ?? ''],
      ]),
    ),
    sourcesWithCredentials: listed(({ project: { source, secondarySources } }) =>
      [required(source, 'source'), ...(secondarySources ?? [])]
        .filter(({ location }) => hasCredentials(location ?? ''))
        .map(({ sourceIdentifier }) => sourceIdentifier || 'source')
        .sort(),
    ),
    // AWS's defaults: CloudWatch Logs is on, S3 is off.
    logsTo: listed(({ project: { logsConfig } }) => [
      ...(logsConfig?.cloudWatchLogs?.status === 'DISABLED' ? [] : ['CloudWatch Logs' as const]),
      ...(logsConfig?.s3Logs?.status === 'ENABLED' ? ['S3' as const] : []),
    ]),
    // AWS leaves the member out of projects from before it had public builds.
    public: listed(({ project: { projectVisibility } }) => projectVisibility === 'PUBLIC_READ'),
  },
);
