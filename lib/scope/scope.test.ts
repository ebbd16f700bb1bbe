import { describe, expect, test } from '@jest/globals';
import { CRITERIA } from '../domain/control.ts';
import { DEFAULT_SCOPE, parseScope, ScopeError } from './scope.ts';

describe('a scope that can be used', () => {
  test('an empty file means everything', () => {
    expect(parseScope('')).toEqual(DEFAULT_SCOPE);
    expect(DEFAULT_SCOPE).toMatchObject({
      regions: 'all',
      criteria: CRITERIA,
      accounts: { include: [], exclude: [] },
    });
  });

  test('a family of criteria stands for its members', () => {
    expect(parseScope('criteria: [A1, CC6.1]').criteria).toEqual(['CC6.1', 'A1.1', 'A1.2', 'A1.3']);
  });

  test('every setting is read', () => {
    const scope = parseScope(`
accounts:
  include: [ou-ab12-cdefgh34]
  exclude:
    - { id: "111122223333", reason: holds no customer data }
regions: [eu-west-1]
parameters:
  kms-key-rotation: { maxDays: 180 }
owners:
  human-mfa: Platform team
access: { roleName: Reader, externalId: abc-123 }
evidence: { retentionDays: 400, mode: COMPLIANCE }
remediation: { high: 3 }
exceptions: { maxDays: 90 }
`);
    expect(scope).toMatchObject({
      accounts: {
        include: ['ou-ab12-cdefgh34'],
        exclude: [{ id: '111122223333', reason: 'holds no customer data' }],
      },
      regions: ['eu-west-1'],
      parameters: { 'kms-key-rotation': { maxDays: 180 } },
      owners: { 'human-mfa': 'Platform team' },
      access: { roleName: 'Reader', externalId: 'abc-123' },
      evidence: { retentionDays: 400, mode: 'COMPLIANCE' },
      remediation: { critical: 1, high: 3, medium: 30, low: 90 },
      exceptions: { maxDays: 90 },
    });
  });
});

describe('a scope that cannot be used says where, what was expected, and an example', () => {
  test.each([
    ['regions: europe', /scope\.yaml:1: regions: expected "all" or a list of Regions, for example/],
    ['\nregions: [europe]', /scope\.yaml:2: regions.*: expected .*for example/],
    ['criteria: [CC9]', /scope\.yaml:1: criteria\.0: expected one of CC6.*for example CC6/],
    [
      'accounts:\n  include: [12345]',
      /scope\.yaml:2: accounts\.include\.0: expected an account id of 12 digits in quotes/,
    ],
    [
      'accounts:\n  exclude:\n    - id: "111122223333"',
      /scope\.yaml:3: accounts\.exclude\.0\.reason: expected the reason/,
    ],
    ['accounts:\n  exclude:\n    - { id: "111122223333", reason: no }', /at least 10 characters/],
    ['region: eu-west-1', /"region" is not known here; expected accounts, regions, .*for example/],
    ['evidence: { retentionDays: 0 }', /evidence\.retentionDays: expected a number of days from 1 to 36500/],
    ['evidence: { mode: LOCKED }', /evidence\.mode: expected GOVERNANCE or COMPLIANCE/],
    ['evidence: { days: 4 }', /"days" is not known here; expected retentionDays, mode/],
    ['remediation: { high: 0 }', /remediation\.high: expected a number of days from 1 to 366, for example 7/],
    ['remediation: { info: 4 }', /"info" is not known here; expected critical, high, medium, low/],
    ['exceptions: { maxDays: 367 }', /exceptions\.maxDays: expected a number of days.*for example 180/],
    ['owners: { nobody: x }', /owners.*expected the id of a control/],
    ['access: { externalId: "" }', /access\.externalId: expected 2 to 1224 characters/],
    ['parameters: { kms-key-rotation: 5 }', /parameters\.kms-key-rotation: expected the parameters/],
    ['a: [', /scope\.yaml: .*line 1/],
    ['regions: all\nregions: all', /unique/],
  ])('%j', (text, message) => {
    expect(() => parseScope(text)).toThrow(ScopeError);
    expect(() => parseScope(text)).toThrow(message);
  });

  test('all problems are listed at once', () => {
    expect(() => parseScope('regions: europe\ncriteria: [CC9]')).toThrow(/regions[\s\S]*criteria/);
  });
});
