import {
  BatchGetRepositoryScanningConfigurationCommand,
  ECRClient,
  type Repository as EcrRepository,
  GetRepositoryPolicyCommand,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { parsePolicy } from '../domain/policy/document.ts';
import { batches } from './batches.ts';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const describeRepositories = paged(
  'ecr:DescribeRepositories',
  ECRClient,
  paginateDescribeRepositories,
  (page) => page.repositories,
);
const getRepositoryPolicy = operation('ecr:GetRepositoryPolicy', ECRClient, GetRepositoryPolicyCommand, [
  'RepositoryPolicyNotFoundException',
]);
const getScanningConfigurations = operation(
  'ecr:BatchGetRepositoryScanningConfiguration',
  ECRClient,
  BatchGetRepositoryScanningConfigurationCommand,
);

/** How many repositories AWS tells the scanning of at once. */
const AT_ONCE = 25;

interface ListedRepository {
  readonly arn: string;
  readonly name: string;
  readonly repository: EcrRepository;
  /** The repositories that are asked about together with this one. */
  readonly batch: readonly string[];
}

/** Every repository of the account's private registry in the Region. */
export const repository = defineCollector(
  {
    type: 'AWS::ECR::Repository',
    service: 'ecr',
    where: 'region',
    list: {
      uses: [describeRepositories],
      read: async (aws: Reader): Promise<readonly ListedRepository[]> =>
        batches(await aws(describeRepositories, { maxResults: 1000 }), AT_ONCE).flatMap((together) => {
          const batch = together.map(({ repositoryName }) => required(repositoryName, 'repositoryName'));
          return together.map((found) => ({
            arn: required(found.repositoryArn, 'repositoryArn'),
            name: required(found.repositoryName, 'repositoryName'),
            repository: found,
            batch,
          }));
        }),
    },
  },
  {
    policy: from(
      getRepositoryPolicy,
      ({ name }: ListedRepository) => ({ repositoryName: name }),
      (reply) => reply && parsePolicy(required(reply.policyText, 'policyText')),
    ),
    tags: listed(({ repository }) => ({
      immutable: required(repository.imageTagMutability, 'imageTagMutability').startsWith('IMMUTABLE'),
      except: (repository.imageTagMutabilityExclusionFilters ?? [])
        .map(({ filter }) => required(filter, 'filter'))
        .sort(),
    })),
    kmsKeyArn: listed(({ repository: { encryptionConfiguration } }) =>
      required(encryptionConfiguration?.encryptionType, 'encryptionType') === 'AES256'
        ? null
        : required(encryptionConfiguration?.kmsKey, 'kmsKey'),
    ),
    scanFrequency: from(
      getScanningConfigurations,
      ({ batch }: ListedRepository) => ({ repositoryNames: [...batch] }),
      ({ scanningConfigurations }, { name }) =>
        required(
          scanningConfigurations?.find(({ repositoryName }) => repositoryName === name)?.scanFrequency,
          'the scanFrequency of the repository',
        ),
    ),
  },
);
