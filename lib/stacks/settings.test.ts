import { describe, expect, test } from '@jest/globals';
import { readSettings } from './settings.ts';

const read = (context: Record<string, unknown>) => readSettings({ tryGetContext: (name) => context[name] });

describe('settings from the context', () => {
  test('none is needed', () => {
    expect(read({})).toEqual({
      scope: 'scope.yaml',
      scanAt: '05:00',
      concurrency: 40,
      targetMinutes: 4,
      securityHub: false,
    });
  });

  test('numbers may be texts, as -c gives them', () => {
    expect(
      read({ concurrency: '10', organizationId: 'o-abcdefghij', organizationUnits: 'r-ab12,ou-ab12-x' }),
    ).toMatchObject({ concurrency: 10, organizationUnits: ['r-ab12', 'ou-ab12-x'] });
  });

  test.each([
    ['true', true],
    [true, true],
    ['false', false],
    [false, false],
  ])('securityHub may be the text or the value %j', (securityHub, expected) => {
    expect(read({ securityHub })).toMatchObject({ securityHub: expected });
  });

  test.each([
    [{ scanAt: '5 am' }, /scanAt: expected a time of the day in UTC, for example 05:00/],
    [{ qualifier: 'EU' }, /qualifier: expected up to 16 small letters/],
    [{ concurrency: 0 }, /concurrency/],
    [{ targetMinutes: 16 }, /targetMinutes/],
    [{ alertEmail: 'nobody' }, /alertEmail/],
    [{ securityHub: 'maybe' }, /securityHub: expected true or false/],
    [{ breakGlassRole: 'BreakGlass' }, /breakGlassRole: expected the ARN/],
    [{ auditor: 'arn:aws:iam::111122223333:role/A' }, /auditor and auditorExternalId come together/],
    [{ archiveAccount: '4444' }, /archiveAccount: expected the twelve digits of an account/],
    [{ archiveAccount: '444455556666' }, /archiveAccount and auditAccount, which it lets in, come together/],
    [
      { archiveAccount: '444455556666', auditAccount: '444455556666' },
      /archiveAccount: expected another account than auditAccount/,
    ],
    [{ organizationUnits: 'r-ab12' }, /organizationUnits needs organizationId/],
    [
      { organizationUnits: 'all', organizationId: 'o-abcdefghij' },
      /organizationUnits: expected ids of roots or OUs/,
    ],
  ])('%j is refused', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });
});
