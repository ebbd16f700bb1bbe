import timers from 'node:timers/promises';
import {
  GenerateCredentialReportCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  type ManagedPolicyDetail,
  type PolicyDetail,
  paginateListMFADevices,
  paginateListVirtualMFADevices,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { parse } from 'csv-parse/sync';
import type { MfaDevice, Usage } from '../domain/facts/iam.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { DETAILS, getAuthorizationDetails, isOfAws } from './iam-details.ts';
import { type Operation, operation, paged } from './operation.ts';

const getAccountSummary = operation('iam:GetAccountSummary', IAMClient, GetAccountSummaryCommand);
const getAccountPasswordPolicy = operation(
  'iam:GetAccountPasswordPolicy',
  IAMClient,
  GetAccountPasswordPolicyCommand,
  ['NoSuchEntity', 'NoSuchEntityException'],
);
const listVirtualMfaDevices = paged(
  'iam:ListVirtualMFADevices',
  IAMClient,
  paginateListVirtualMFADevices,
  (page) => page.VirtualMFADevices,
);
const listMfaDevices = paged(
  'iam:ListMFADevices',
  IAMClient,
  paginateListMFADevices,
  (page) => page.MFADevices,
);
/** AWS makes the report within seconds as a rule: it is asked for this often, with waits that double from the first. */
const REPORT_TRIES = 8;
const FIRST_WAIT_MS = 250;

const askForReport = operation('iam:GenerateCredentialReport', IAMClient, GenerateCredentialReportCommand);
const getReport = operation('iam:GetCredentialReport', IAMClient, GetCredentialReportCommand);

/** Asks for the report until there is one. AWS keeps it for four hours and makes no other meanwhile. */
const generateCredentialReport: typeof askForReport = {
  ...askForReport,
  run: async (client, input, signal) => {
    for (let tried = 1; ; tried += 1) {
      const reply = await askForReport.run(client, input, signal);
      if (reply.State === 'COMPLETE') return reply;
      if (tried === REPORT_TRIES) {
        throw new Error(`the credential report was still ${reply.State} after ${tried} requests`);
      }
      await timers.setTimeout(FIRST_WAIT_MS * 2 ** (tried - 1), undefined, { signal });
    }
  },
};

type ReportRow = Readonly<Record<string, string>>;

/** The report's rows by the ARN of the user. */
const getCredentialReport: Operation<object, ReadonlyMap<string, ReportRow>> = {
  ...getReport,
  run: async (client, input, signal) => {
    const { Content } = await getReport.run(client, input, signal);
    const rows: ReportRow[] = parse(Buffer.from(required(Content, 'Content')), { columns: true });
    return new Map(rows.map((row) => [required(row.arn, 'the column arn'), row]));
  },
};

const reported = <V>(value: (row: ReportRow, aws: Reader) => V) => ({
  uses: [generateCredentialReport, getCredentialReport],
  read: async (aws: Reader, { arn }: { readonly arn: string }): Promise<V> => {
    await aws(generateCredentialReport, {});
    const row = (await aws(getCredentialReport, {})).get(arn);
    if (!row) throw new Error('the credential report, which AWS keeps for four hours, lacks this user');
    return value(row, aws);
  },
});

/** @throws Error when the report has neither `true` nor `false` there */
function flag(row: ReportRow, column: string): boolean {
  const value = row[column];
  if (value !== 'true' && value !== 'false') throw new Error(`the credential report has no ${column}`);
  return value === 'true';
}

/** The report's words for a time that does not exist. */
const NO_TIME = ['N/A', 'no_information'];

/** @throws Error when the report has neither a time nor a word for none there */
function age(row: ReportRow, column: string, aws: Reader): number | null {
  const value = row[column] ?? '';
  if (NO_TIME.includes(value)) return null;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) throw new Error(`the credential report has no ${column}`);
  return ageInDays(aws, time);
}

const usage = (row: ReportRow, set: string, used: string, aws: Reader): Usage => ({
  ageDays: required(age(row, set, aws), set),
  unusedDays: age(row, used, aws),
});

const rootArn = (aws: Reader): string => `arn:${aws.partition}:iam::${aws.account}:root`;

/** The kinds of characters that a password policy can require, sorted. */
const CHARACTERS = [
  ['lower case', 'RequireLowercaseCharacters'],
  ['numbers', 'RequireNumbers'],
  ['symbols', 'RequireSymbols'],
  ['upper case', 'RequireUppercaseCharacters'],
] as const;

/** The account, as far as IAM knows it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'iam',
    where: 'global',
    list: { uses: [], read: (aws: Reader) => [{ arn: rootArn(aws) }] },
  },
  {
    rootUser: from(
      getAccountSummary,
      () => ({}),
      ({ SummaryMap: summary }) => ({
        mfa: required(summary?.AccountMFAEnabled, 'AccountMFAEnabled') > 0,
        accessKeys: required(summary?.AccountAccessKeysPresent, 'AccountAccessKeysPresent') > 0,
        password: summary?.AccountPasswordPresent === undefined ? null : summary.AccountPasswordPresent > 0,
      }),
    ),
    rootVirtualMfaDevices: from(
      listVirtualMfaDevices,
      () => ({ AssignmentStatus: 'Assigned' as const }),
      (devices, _, aws) =>
        devices
          .filter(({ User }) => required(User?.Arn, 'User') === rootArn(aws))
          .map(({ SerialNumber }) => required(SerialNumber, 'SerialNumber'))
          .sort(),
    ),
    passwordPolicy: from(
      getAccountPasswordPolicy,
      () => ({}),
      (reply) => {
        if (reply === null) return null;
        const policy = required(reply.PasswordPolicy, 'PasswordPolicy');
        return {
          minLength: required(policy.MinimumPasswordLength, 'MinimumPasswordLength'),
          requires: CHARACTERS.filter(([, member]) => required(policy[member], member)).map(([kind]) => kind),
          reusePrevention: policy.PasswordReusePrevention ?? 0,
          maxAgeDays: required(policy.ExpirePasswords, 'ExpirePasswords')
            ? required(policy.MaxPasswordAge, 'MaxPasswordAge')
            : null,
        };
      },
    ),
  },
);

/** The kind of a device by its serial number: only hardware tokens have one that is no ARN. */
function mfaDevice(serial: string): MfaDevice {
  if (!serial.startsWith('arn:')) return { serial, kind: 'hardware-token' };
  const [kind] = serial.split(':')[5]?.split('/') ?? [];
  return { serial, kind: kind === 'u2f' ? 'security-key' : kind === 'mfa' ? 'virtual' : 'other' };
}

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
        (await aws(getAuthorizationDetails, DETAILS))
          .flatMap(({ UserDetailList }) => UserDetailList ?? [])
          .map((found) => ({ arn: required(found.Arn, 'Arn'), user: found })),
    },
  },
  {
    password: reported((row, aws) =>
      flag(row, 'password_enabled') ? usage(row, 'password_last_changed', 'password_last_used', aws) : null,
    ),
    mfaActive: reported((row) => flag(row, 'mfa_active')),
    accessKeys: reported((row, aws) =>
      ([1, 2] as const)
        .filter((number) => flag(row, `access_key_${number}_active`))
        .map((number) => ({
          number,
          ...usage(row, `access_key_${number}_last_rotated`, `access_key_${number}_last_used_date`, aws),
        })),
    ),
    mfaDevices: from(
      listMfaDevices,
      ({ user }) => ({ UserName: required(user.UserName, 'UserName') }),
      (devices) =>
        devices
          .map(({ SerialNumber }) => required(SerialNumber, 'SerialNumber'))
          .sort()
          .map(mfaDevice),
    ),
    inlinePolicies: listed(({ user }) =>
      (user.UserPolicyList ?? []).map(({ PolicyName }) => required(PolicyName, 'PolicyName')).sort(),
    ),
    attachedPolicies: listed(({ user }) =>
      (user.AttachedManagedPolicies ?? []).map(({ PolicyArn }) => required(PolicyArn, 'PolicyArn')).sort(),
    ),
  },
);

interface ListedRole {
  readonly arn: string;
  readonly role: RoleDetail;
}

/** Every role of the account, those of AWS services included. */
export const role = defineCollector(
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAuthorizationDetails],
      read: async (aws: Reader): Promise<readonly ListedRole[]> =>
        (await aws(getAuthorizationDetails, DETAILS))
          .flatMap(({ RoleDetailList }) => RoleDetailList ?? [])
          .map((found) => ({ arn: required(found.Arn, 'Arn'), role: found })),
    },
  },
  {
    path: listed(({ role }) => required(role.Path, 'Path')),
    trustPolicy: listed(({ role }) =>
      parsePolicy(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')),
    ),
  },
);

interface ListedManagedPolicy {
  readonly arn: string;
  readonly policy: ManagedPolicyDetail;
}

/** Every customer-managed policy of the account, attached or not. */
export const managedPolicy = defineCollector(
  {
    type: 'AWS::IAM::ManagedPolicy',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAuthorizationDetails],
      read: async (aws: Reader): Promise<readonly ListedManagedPolicy[]> =>
        (await aws(getAuthorizationDetails, DETAILS))
          .flatMap(({ Policies }) => Policies ?? [])
          .filter(({ Arn }) => !isOfAws(required(Arn, 'Arn')))
          .map((found) => ({ arn: required(found.Arn, 'Arn'), policy: found })),
    },
  },
  {
    document: listed(({ policy }) => {
      const inForce = policy.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion);
      return parsePolicy(required(inForce?.Document, 'the Document of the default version'));
    }),
    attachments: listed(({ policy }) => required(policy.AttachmentCount, 'AttachmentCount')),
  },
);

interface ListedInlinePolicy {
  readonly arn: string;
  readonly holder: string;
  readonly policy: PolicyDetail;
}

const inlinePoliciesOf = (
  holder: string | undefined,
  policies: readonly PolicyDetail[] = [],
): readonly ListedInlinePolicy[] =>
  policies.map((policy) => ({
    arn: `${required(holder, 'Arn')}#inline/${required(policy.PolicyName, 'PolicyName')}`,
    holder: required(holder, 'Arn'),
    policy,
  }));

/** Every inline policy of the account's users, groups and roles. */
export const inlinePolicy = defineCollector(
  {
    type: 'AWS::IAM::Policy',
    service: 'iam',
    where: 'global',
    list: {
      uses: [getAuthorizationDetails],
      read: async (aws: Reader): Promise<readonly ListedInlinePolicy[]> =>
        (await aws(getAuthorizationDetails, DETAILS)).flatMap((page) => [
          ...(page.UserDetailList ?? []).flatMap((holder) =>
            inlinePoliciesOf(holder.Arn, holder.UserPolicyList),
          ),
          ...(page.GroupDetailList ?? []).flatMap((holder) =>
            inlinePoliciesOf(holder.Arn, holder.GroupPolicyList),
          ),
          ...(page.RoleDetailList ?? []).flatMap((holder) =>
            inlinePoliciesOf(holder.Arn, holder.RolePolicyList),
          ),
        ]),
    },
  },
  {
    holder: listed(({ holder }) => holder),
    document: listed(({ policy }) => parsePolicy(required(policy.PolicyDocument, 'PolicyDocument'))),
  },
);
