import type { FindingEvent } from '#lib/domain/event.ts';

/** The detail of a drift of a made-up bucket, with what differs. */
export function driftOf(differs: Partial<FindingEvent> & Pick<FindingEvent, 'rule' | 'title'>): FindingEvent {
  const detail = {
    version: 1,
    account: '111122223333',
    accountName: 'shop',
    organizationalUnits: ['r-1', 'ou-1'],
    organizationalPath: ['Root', 'Production'],
    region: 'eu-west-1',
    severity: 'high',
    controls: ['public-access-prevention'],
    criteria: ['CC6.1'],
    resource: 'arn:aws:s3:::shop',
    resourceType: 'AWS::S3::Bucket',
    from: 'PASS',
    to: 'FAIL',
    reason: 'everyone may read',
    at: '2026-11-07T06:00:30.000Z',
    run: { sequence: 7, id: 'run-7' },
    ...differs,
  } as const;
  return { id: `7 ${detail.account} ${detail.rule} ${detail.resource}`, ...detail };
}
