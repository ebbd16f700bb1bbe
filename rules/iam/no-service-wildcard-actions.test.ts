import { grant, HARMLESS } from '../../test/support/broad-grants.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-service-wildcard-actions.ts';

ruleTable(rule, { kind: 'customer-managed', ...HARMLESS }, [
  {
    name: 'a service',
    facts: { document: grant(['s3:Get*', 'ec2:*']) },
    verdict: 'FAIL',
    reason: 'allows ec2:*; attached to 1 identities',
  },
  {
    name: 'a service, on one resource',
    facts: { document: grant('s3:*', { Resource: 'arn:aws:s3:::one' }) },
    verdict: 'FAIL',
    reason: 'allows s3:*',
  },
  { name: 'several services', facts: { document: grant('ec*:*') }, verdict: 'FAIL', reason: 'allows ec*:*' },
  {
    name: 'everything but',
    facts: { document: grant([], { Action: undefined, NotAction: ['iam:*', 'sts:*'] }) },
    verdict: 'FAIL',
    reason: 'allows everything but iam:*, sts:*',
  },
  { name: 'inline', facts: { kind: 'inline', document: grant('*') }, verdict: 'FAIL', reason: 'allows *' },
  {
    name: 'by AWS',
    facts: { kind: 'aws-managed', document: grant('s3:*') },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWS writes',
  },
  {
    name: 'a boundary alone',
    facts: { document: grant('s3:*'), holders: [], boundaryOf: 1 },
    verdict: 'NOT_APPLICABLE',
    reason: 'boundary grants nothing',
  },
  {
    name: 'denied',
    facts: { document: grant('s3:*', { Effect: 'Deny' }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'part of a service',
    facts: { document: grant('s3:Get*') },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'a service for agents',
    facts: { document: grant('SSMMessages:*') },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'a company without exceptions',
    facts: { document: grant('ssmmessages:*') },
    parameters: { exceptServices: [] },
    verdict: 'FAIL',
    reason: 'allows ssmmessages:*',
  },
]);
