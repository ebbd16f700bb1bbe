import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-lifecycle-defined.ts';

const never = { id: 'moves', prefix: '', objectsAfter: null, versionsAfter: null };
const objects = { id: 'objects', prefix: '', objectsAfter: 30, versionsAfter: null };
const versions = { id: 'versions', prefix: '', objectsAfter: null, versionsAfter: 30 };
const versioning = { status: 'Enabled', mfaDelete: false };
const UNVERSIONED = { status: null, mfaDelete: false };

ruleTable(rule, { versioning, lifecycle: [versions] }, [
  { name: 'no rule', facts: { lifecycle: [] }, verdict: 'FAIL', reason: /deletes old versions$/ },
  { name: 'a rule that only moves', facts: { lifecycle: [never] }, verdict: 'FAIL', reason: 'no lifecycle' },
  {
    name: 'versions that stay',
    facts: { lifecycle: [objects] },
    verdict: 'FAIL',
    reason: /deletes old versions$/,
  },
  {
    name: 'versions of a bucket that once had versioning',
    facts: { versioning: { status: 'Suspended', mfaDelete: false }, lifecycle: [objects] },
    verdict: 'FAIL',
    reason: /deletes old versions$/,
  },
  {
    name: 'objects without versions',
    facts: { versioning: UNVERSIONED, lifecycle: [never, objects] },
    verdict: 'PASS',
    reason: 'objects are deleted by rule "objects"',
  },
  {
    name: 'objects without versions that stay',
    facts: { versioning: UNVERSIONED, lifecycle: [versions] },
    verdict: 'FAIL',
    reason: /deletes objects$/,
  },
  {
    name: 'a second factor for deletion',
    facts: { versioning: { status: 'Enabled', mfaDelete: true }, lifecycle: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'S3 allows no lifecycle',
  },
]);
