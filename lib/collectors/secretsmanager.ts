import {
  GetResourcePolicyCommand,
  paginateListSecrets,
  type SecretListEntry,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { parsePolicy } from '../domain/policy/document.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listSecrets = paged(
  'secretsmanager:ListSecrets',
  SecretsManagerClient,
  paginateListSecrets,
  (page) => page.SecretList,
);
const getResourcePolicy = operation(
  'secretsmanager:GetResourcePolicy',
  SecretsManagerClient,
  GetResourcePolicyCommand,
);

interface ListedSecret {
  readonly arn: string;
  readonly entry: SecretListEntry;
}

/** Every secret of the account in the Region that is not about to be deleted; never its value. */
export const secret = defineCollector(
  {
    type: 'AWS::SecretsManager::Secret',
    service: 'secretsmanager',
    where: 'region',
    list: {
      uses: [listSecrets],
      read: async (aws: Reader): Promise<readonly ListedSecret[]> =>
        (await aws(listSecrets, { MaxResults: 100 })).map((entry) => ({
          arn: required(entry.ARN, 'ARN'),
          entry,
        })),
    },
  },
  {
    // AWS leaves the member out for a secret that never had rotation.
    rotationEnabled: listed(({ entry }) => entry.RotationEnabled ?? false),
    daysSinceRotation: listed(({ entry }, aws) =>
      ageInDays(aws, entry.LastRotatedDate ?? required(entry.CreatedDate, 'CreatedDate')),
    ),
    daysOverdue: listed(({ entry }, aws) =>
      entry.NextRotationDate ? ageInDays(aws, entry.NextRotationDate) : null,
    ),
    owningService: listed(({ entry }) => entry.OwningService ?? null),
    replicaOf: listed(({ entry }, aws) =>
      entry.PrimaryRegion && entry.PrimaryRegion !== aws.region ? entry.PrimaryRegion : null,
    ),
    policy: from(
      getResourcePolicy,
      ({ arn }) => ({ SecretId: arn }),
      ({ ResourcePolicy }) => (ResourcePolicy ? parsePolicy(ResourcePolicy) : null),
    ),
  },
);
