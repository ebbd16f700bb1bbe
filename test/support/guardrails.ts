import type { OrganizationUnit, UnitPolicy } from '#lib/domain/facts/organizations.ts';

/** A policy that denies something which no rule asks for, changed. */
export const unitPolicy = (change: Partial<UnitPolicy> = {}): UnitPolicy => ({
  name: 'NoLeaving',
  denies: true,
  allowsEverything: false,
  deniesAudit: [],
  guardsRoles: [],
  ...change,
});

/** As AWS attaches it to everything. */
export const full = unitPolicy({ name: 'FullAWSAccess', denies: false, allowsEverything: true });

/** The root without accounts; `Root/Work` within it, without accounts; `Root/Work/Prod` with two; `Root/Play` with one. */
export const units = (
  policies: Partial<Record<'root' | 'work' | 'prod' | 'play', readonly UnitPolicy[]>>,
): Readonly<Record<'root' | 'work' | 'prod' | 'play', OrganizationUnit>> => ({
  root: { id: 'r-1', path: 'Root', above: [], accounts: 0, policies: policies.root ?? [full] },
  work: { id: 'ou-w', path: 'Root/Work', above: ['r-1'], accounts: 0, policies: policies.work ?? [full] },
  prod: {
    id: 'ou-p',
    path: 'Root/Work/Prod',
    above: ['r-1', 'ou-w'],
    accounts: 2,
    policies: policies.prod ?? [full],
  },
  play: { id: 'ou-x', path: 'Root/Play', above: ['r-1'], accounts: 1, policies: policies.play ?? [full] },
});
