import { IAMClient, paginateListMFADevices, type UserDetail } from '@aws-sdk/client-iam';
import type { KeyNumber, MfaDevice } from '../domain/facts/iam.ts';
import { ageInDays, defineCollector, listed, type Reader, required } from './collector.ts';
import { attachedPolicies, details, getAuthorizationDetails, inlinePolicies } from './iam-details.ts';
import { credentialReport, flag, REPORT, type ReportRow, reported, time, usage, word } from './iam-report.ts';
import { getAccountSummary, summarized } from './iam-summary.ts';
import { paged } from './operation.ts';
import { tagsOf } from './tags.ts';

const listMfaDevices = paged(
  'iam:ListMFADevices',
  IAMClient,
  paginateListMFADevices,
  (page) => page.MFADevices,
);

/** The kind of a device by its serial number: only hardware tokens have one that is no ARN. */
function mfaDevice(serial: string): MfaDevice {
  if (!serial.startsWith('arn:')) return { serial, kind: 'hardware-token' };
  const [kind] = serial.split(':')[5]?.split('/') ?? [];
  return { serial, kind: kind === 'u2f' ? 'security-key' : kind === 'mfa' ? 'virtual' : 'other' };
}

const KEY_NUMBERS: readonly KeyNumber[] = [1, 2];

const activeKeys = (row: ReportRow): readonly KeyNumber[] =>
  KEY_NUMBERS.filter((number) => flag(row, `access_key_${number}_active`));

const keyUsage = (row: ReportRow, number: KeyNumber, aws: Reader) =>
  usage(row, `access_key_${number}_last_rotated`, `access_key_${number}_last_used_date`, aws);

/** Keys that a console makes together with a user are there within seconds. */
const TOGETHER_MS = 60_000;

interface ListedUser {
  readonly arn: string;
  readonly user: UserDetail;
}

/** Every IAM user of the account. */
export const user = defineCollector(
  {
    type: 'AWS::IAM::User',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAuthorizationDetails],
      read: async (aws: Reader): Promise<readonly ListedUser[]> =>
        (await details(aws, 'UserDetailList')).map((user) => ({ arn: required(user.Arn, 'Arn'), user })),
    },
  },
  {
    ageDays: listed(({ user }, aws) => ageInDays(aws, required(user.CreateDate, 'CreateDate'))),
    tags: listed(({ user }) => tagsOf(user.Tags)),
    inlinePolicies: listed(({ user }) => inlinePolicies(user.UserPolicyList)),
    attachedPolicies: listed(({ user }) => attachedPolicies(user.AttachedManagedPolicies)),
    groups: listed(({ user }) => [...(user.GroupList ?? [])].sort()),
    password: reported((row, aws) =>
      flag(row, 'password_enabled') ? usage(row, 'password_last_changed', 'password_last_used', aws) : null,
    ),
    mfaActive: reported((row) => flag(row, 'mfa_active')),
    accessKeys: reported((row, aws) =>
      activeKeys(row).map((number) => ({ number, ...keyUsage(row, number, aws) })),
    ),
    initialAccessKeys: reported((row) => {
      const made = required(time(row, 'user_creation_time'), 'user_creation_time').getTime();
      const age = (number: KeyNumber): number =>
        required(time(row, `access_key_${number}_last_rotated`), 'the time of an active key').getTime() -
        made;
      return activeKeys(row).filter((number) => Math.abs(age(number)) <= TOGETHER_MS);
    }),
    mfaDevices: {
      uses: [getAccountSummary, listMfaDevices],
      read: async (aws, { user }) => {
        const { MFADevicesInUse } = await summarized(aws, 'MFADevicesInUse');
        if (MFADevicesInUse === 0) return [];
        return (await aws(listMfaDevices, { UserName: required(user.UserName, 'UserName') }))
          .map(({ SerialNumber }) => required(SerialNumber, 'SerialNumber'))
          .sort()
          .map(mfaDevice);
      },
    },
  },
);

interface ListedKey {
  readonly arn: string;
  readonly user: string;
  readonly number: KeyNumber;
  readonly row: ReportRow;
}

/** Every access key of the account's users that the credential report tells of. */
export const accessKey = defineCollector(
  {
    type: 'AWS::IAM::AccessKey',
    service: 'iam',
    where: 'global',
    list: {
      uses: REPORT,
      read: async (aws: Reader): Promise<readonly ListedKey[]> =>
        [...(await credentialReport(aws)).rows]
          .filter(([user]) => !user.endsWith(':root'))
          .flatMap(([user, row]) =>
            KEY_NUMBERS.filter(
              (number) =>
                flag(row, `access_key_${number}_active`) || time(row, `access_key_${number}_last_rotated`),
            ).map((number) => ({ arn: `${user}#access-key/${number}`, user, number, row })),
          ),
    },
  },
  {
    active: listed(({ row, number }) => flag(row, `access_key_${number}_active`)),
    usage: listed(({ row, number }, aws) => keyUsage(row, number, aws)),
    lastUsedFor: listed(({ row, number }) => {
      const service = word(row, `access_key_${number}_last_used_service`);
      const region = word(row, `access_key_${number}_last_used_region`);
      return service && region ? `${service} in ${region}` : (service ?? region);
    }),
    userTags: {
      uses: [getAuthorizationDetails],
      read: async (aws, { user }) => {
        const found = (await details(aws, 'UserDetailList')).find(({ Arn }) => Arn === user);
        return tagsOf(required(found, `the user ${user}, who may be deleted by now`).Tags);
      },
    },
  },
);

interface ListedGroup {
  readonly arn: string;
  readonly name: string | undefined;
}

/** Every group of IAM users. */
export const group = defineCollector(
  {
    type: 'AWS::IAM::Group',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAuthorizationDetails],
      read: async (aws: Reader): Promise<readonly ListedGroup[]> =>
        (await details(aws, 'GroupDetailList')).map(({ Arn, GroupName }) => ({
          arn: required(Arn, 'Arn'),
          name: GroupName,
        })),
    },
  },
  {
    members: {
      uses: [getAuthorizationDetails],
      read: async (aws, { name }) => {
        const group = required(name, 'GroupName');
        return (await details(aws, 'UserDetailList'))
          .filter(({ GroupList }) => GroupList?.includes(group))
          .map(({ UserName }) => required(UserName, 'UserName'))
          .sort();
      },
    },
  },
);
