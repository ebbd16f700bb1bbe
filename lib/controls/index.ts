import { CONTROL_IDS, type ControlId, CRITERIA, type CriterionId } from '../domain/control.ts';
import { CONTROLS } from './catalogue.ts';

export { ANNEX_A } from './annex-a.ts';
export { CONTROLS } from './catalogue.ts';
export { CRITERIA_GUIDE } from './criteria.ts';

/** The criteria that any of these controls serves, each once, in the order of `CRITERIA`. */
export const criteriaOf = (controls: readonly ControlId[]): readonly CriterionId[] =>
  CRITERIA.filter((criterion) => controls.some((control) => criterion in CONTROLS[control].criteria));

/** The controls that serve a criterion, in the order of the catalogue. */
export const controlsOf = (criterion: CriterionId): readonly ControlId[] =>
  CONTROL_IDS.filter((control) => criterion in CONTROLS[control].criteria);
