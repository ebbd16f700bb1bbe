import { gunzipSync } from 'node:zlib';
import {
  EC2Client,
  type LaunchTemplateVersion,
  paginateDescribeLaunchTemplateVersions,
} from '@aws-sdk/client-ec2';
import { plainSecrets } from '../domain/secrets.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeLaunchTemplateVersions = paged(
  'ec2:DescribeLaunchTemplateVersions',
  EC2Client,
  paginateDescribeLaunchTemplateVersions,
  (page) => page.LaunchTemplateVersions,
);

interface ListedTemplate {
  readonly arn: string;
  readonly versions: readonly LaunchTemplateVersion[];
}

/** User data is 16 KB at most, and may be packed. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const MOST_UNPACKED = 1_048_576;

/** The script, to be looked at and forgotten. What cannot be unpacked throws, without a word of what it is. */
function scriptIn(userData: string): string {
  const bytes = Buffer.from(userData, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }).toString('utf8');
  } catch {
    throw new Error('the user data cannot be unpacked');
  }
}

/** Every launch template of the account in the Region, all by one request: without an id AWS describes all of them. */
export const launchTemplate = defineCollector(
  {
    type: 'AWS::EC2::LaunchTemplate',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeLaunchTemplateVersions],
      read: async (aws: Reader): Promise<readonly ListedTemplate[]> => {
        const versions = await aws(describeLaunchTemplateVersions, {
          Versions: ['$Default', '$Latest'],
          MaxResults: 200,
        });
        const byId = new Map<string, LaunchTemplateVersion[]>();
        for (const version of versions) {
          const id = required(version.LaunchTemplateId, 'LaunchTemplateId');
          byId.set(id, [...(byId.get(id) ?? []), version]);
        }
        return [...byId].map(([id, theirs]) => ({
          arn: `arn:${aws.partition}:ec2:${aws.region}:${aws.account}:launch-template/${id}`,
          versions: theirs,
        }));
      },
    },
  },
  {
    plainSecrets: listed(({ versions }) =>
      plainSecrets(
        new Map(
          versions.map(({ VersionNumber, LaunchTemplateData }) => [
            `user data of version ${required(VersionNumber, 'VersionNumber')}`,
            scriptIn(required(LaunchTemplateData, 'LaunchTemplateData').UserData ?? ''),
          ]),
        ),
      ),
    ),
  },
);
