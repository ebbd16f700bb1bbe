import type { AccountTrail, DataEvents } from '#lib/domain/facts/cloudtrail.ts';
import type { RuleRow } from './rule-table.ts';

/** A trail as it should be, with the ARN `TRAIL.arn`; it selects no data events. */
export const TRAIL = {
  arn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main',
  multiRegion: true,
  logging: true,
  logFileValidation: true,
  kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  deliveryErrors: [],
  insights: true,
  managementEvents: { reads: true, writes: true, excludedSources: [] },
  dataEvents: [],
} satisfies AccountTrail;

/** All events of all resources of a type, but for what is changed. */
export const dataEvents = (type: string, change: Partial<DataEvents> = {}): DataEvents => ({
  type,
  reads: true,
  writes: true,
  except: [],
  ...change,
});

/** The account with one trail that selects these data events. */
export const recording = (...events: readonly DataEvents[]) => ({
  trails: [{ ...TRAIL, dataEvents: events }],
});

/** What every rule about data events must say; `kind` of `type` are wanted. */
export const dataEventRows = (
  type: string,
  kind: 'reads' | 'writes',
): readonly RuleRow<{ readonly trails: readonly AccountTrail[] }, Record<never, never>>[] => [
  { name: 'no trail', facts: { trails: [] }, verdict: 'FAIL', reason: `no trail records ${kind} of ${type}` },
  { name: 'management events only', facts: recording(), verdict: 'FAIL', reason: /^no trail records/ },
  {
    name: 'the other kind only',
    facts: recording(dataEvents(type, { [kind]: false })),
    verdict: 'FAIL',
    reason: `no trail records ${kind} of ${type}`,
  },
  {
    name: 'another type',
    facts: recording(dataEvents('AWS::DynamoDB::Table')),
    verdict: 'FAIL',
    reason: /^no trail records/,
  },
  {
    name: 'a trail that is stopped',
    facts: { trails: [{ ...TRAIL, logging: false, dataEvents: [dataEvents(type)] }] },
    verdict: 'FAIL',
    reason: /^no trail records/,
  },
  {
    name: 'a trail of one Region',
    facts: { trails: [{ ...TRAIL, multiRegion: false, dataEvents: [dataEvents(type)] }] },
    verdict: 'FAIL',
    reason: /^no trail records/,
  },
  {
    name: 'some left out',
    facts: recording(dataEvents(type, { except: ['arn:aws:service:::secret'] })),
    verdict: 'FAIL',
    reason: `${kind} of arn:aws:service:::secret are left out`,
  },
  {
    name: 'some left out by one of two selectors',
    facts: recording(dataEvents(type, { except: ['arn:aws:service:::secret'] }), dataEvents(type)),
    verdict: 'PASS',
    reason: `${kind} of ${type}`,
  },
  {
    name: 'a trail of the Organization whose selectors this account cannot see',
    facts: { trails: [{ ...TRAIL, dataEvents: null }] },
    verdict: 'NOT_APPLICABLE',
    reason: `only the account that owns ${TRAIL.arn} can see`,
  },
  {
    name: 'such a trail beside one of the account',
    facts: {
      trails: [
        { ...TRAIL, dataEvents: null },
        { ...TRAIL, dataEvents: [dataEvents(type)] },
      ],
    },
    verdict: 'PASS',
    reason: /^recorded are/,
  },
];
