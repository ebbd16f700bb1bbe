import {
  GetAccountPasswordPolicyCommand,
  IAMClient,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { details, getAuthorizationDetails, isOfAws } from './iam-details.ts';
import { age, credentialReport, flag, REPORT, reported } from './iam-report.ts';
import { getAccountSummary, summarized } from './iam-summary.ts';
import { operation, paged } from './operation.ts';

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

const rootArn = (aws: Reader): string => `arn:${aws.partition}:iam::${aws.account}:root`;

/** The kinds of characters that a password policy can require, sorted. */
const CHARACTERS = [
  ['lower case', 'RequireLowercaseCharacters'],
  ['numbers', 'RequireNumbers'],
  ['symbols', 'RequireSymbols'],
  ['upper case', 'RequireUppercaseCharacters'],
] as const;

/** The columns of the report that tell when the root user was last there. */
const ROOT_USES = ['password_last_used', 'access_key_1_last_used_date', 'access_key_2_last_used_date'];

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
    rootVirtualMfaDevices: {
      uses: [getAccountSummary, listVirtualMfaDevices],
      read: async (aws) => {
        const { AccountMFAEnabled } = await summarized(aws, 'AccountMFAEnabled');
        if (AccountMFAEnabled === 0) return [];
        return (await aws(listVirtualMfaDevices, { AssignmentStatus: 'Assigned' }))
          .filter(({ User }) => required(User?.Arn, 'User') === rootArn(aws))
          .map(({ SerialNumber }) => required(SerialNumber, 'SerialNumber'))
          .sort();
      },
    },
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
    rootUnusedDays: reported((row, aws) => {
      const uses = ROOT_USES.map((column) => age(row, column, aws)).filter((days) => days !== null);
      return uses.length === 0 ? null : Math.min(...uses);
    }),
    consoleUsers: {
      uses: REPORT,
      read: async (aws) =>
        [...(await credentialReport(aws)).rows.values()]
          .filter((row) => row.arn !== rootArn(aws) && flag(row, 'password_enabled'))
          .map(({ user }) => required(user, 'the column user'))
          .sort(),
    },
    inventory: {
      uses: [getAuthorizationDetails, getAccountSummary],
      read: async (aws) => {
        const counted = await summarized(aws, 'Users', 'Groups', 'Roles', 'Policies');
        const policies = await details(aws, 'Policies');
        return {
          listed: {
            users: (await details(aws, 'UserDetailList')).length,
            groups: (await details(aws, 'GroupDetailList')).length,
            roles: (await details(aws, 'RoleDetailList')).length,
            policies: policies.filter(({ Arn }) => !isOfAws(required(Arn, 'Arn'))).length,
          },
          counted: {
            users: counted.Users,
            groups: counted.Groups,
            roles: counted.Roles,
            policies: counted.Policies,
          },
        };
      },
    },
    credentialReport: {
      uses: REPORT,
      read: async (aws) => {
        const { rows, generatedAt } = await credentialReport(aws);
        return {
          generatedAt: generatedAt.toISOString(),
          ageHours: Math.max(0, Math.floor((aws.now.getTime() - generatedAt.getTime()) / 3_600_000)),
          users: [...rows.keys()].filter((arn) => arn !== rootArn(aws)).length,
        };
      },
    },
  },
);
