import { ANNEX_A, CONTROLS, CRITERIA_GUIDE, criteriaOf } from '../../controls/index.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { BundleFolder } from '../folder.ts';
import type { Tallies } from '../summary.ts';
import type { WrittenScope } from './scope.ts';

/** Controls x criteria with reasons, owners and results; and beside each criterion what automation cannot show. */
export async function writeControls(
  out: BundleFolder,
  scope: WrittenScope,
  tallies: Tallies,
  rules: readonly AnyRule[],
): Promise<void> {
  const matrix = Object.entries(CONTROLS).flatMap(([id, control]) => {
    const theirs = rules.filter(({ controls }) => controls.includes(id as keyof typeof CONTROLS));
    return scope.criteria.flatMap((criterion) => {
      const reason = control.criteria[criterion];
      return reason === undefined
        ? []
        : [
            {
              criterion,
              control: id,
              title: control.title,
              description: control.description,
              reason,
              iso27001: ANNEX_A[id as keyof typeof CONTROLS].join(' '),
              owner: scope.owners[id as keyof typeof CONTROLS] ?? '',
              rules: theirs.map((rule) => rule.id).join(' '),
            },
          ];
    });
  });
  matrix.sort((a, b) => scope.criteria.indexOf(a.criterion) - scope.criteria.indexOf(b.criterion));
  await out.table(
    'controls/matrix.csv',
    ['criterion', 'control', 'title', 'description', 'reason', 'owner', 'rules', 'iso27001'],
    matrix,
  );
  await out.table(
    'controls/criteria.csv',
    ['criterion', 'title', 'notAutomated', 'askFor'],
    scope.criteria.map((criterion) => {
      const { title, notAutomated, askFor } = CRITERIA_GUIDE[criterion];
      return { criterion, title, notAutomated, askFor: askFor.join(' | ') };
    }),
  );
  await out.table(
    'controls/rules.csv',
    [
      'id',
      'title',
      'severity',
      'resource',
      'controls',
      'criteria',
      'risk',
      'remediation',
      'FAIL',
      'NOT_EVALUATED',
      'PASS',
      'NOT_APPLICABLE',
      'drifted',
      'restored',
    ],
    rules.map((rule) => {
      const { counts, drifted, restored } = tallies.of(rule.id);
      return {
        ...rule,
        ...counts,
        drifted,
        restored,
        controls: rule.controls.join(' '),
        criteria: criteriaOf(rule.controls).join(' '),
        remediation: `${rule.remediation.text} ${rule.remediation.url}`,
      };
    }),
  );
}
