import { type Assessed, field } from './assessed.ts';
import { controlId, metadata, objectiveId, ofPeriod, oneLine, some } from './oscal.ts';

/** The family of a criterion: the letters and the digits before the point. */
const familyOf = (criterion: string): string => criterion.split('.')[0] ?? criterion;

/**
 * The criteria in scope as an OSCAL catalog, by id and in our own words, each with the company's controls as its
 * objectives: what the other documents' ids mean.
 */
export function oscalCatalog(assessed: Assessed): object {
  const ids = assessed.criteria.map((row) => field(row, 'criterion'));
  return {
    catalog: {
      uuid: ofPeriod(assessed, 'catalog'),
      metadata: metadata(assessed, 'Trust Services Criteria in scope, by id'),
      groups: some(
        [...new Set(ids.map(familyOf))].map((family) => ({
          id: controlId(family),
          title: family,
          controls: assessed.criteria
            .filter((row) => familyOf(field(row, 'criterion')) === family)
            .map((row) => ({
              id: controlId(field(row, 'criterion')),
              title: oneLine(field(row, 'title')),
              props: [{ name: 'label', value: field(row, 'criterion') }],
              parts: [
                ...assessed.matrix
                  .filter((entry) => field(entry, 'criterion') === field(row, 'criterion'))
                  .map((entry) => ({
                    id: objectiveId(field(entry, 'criterion'), field(entry, 'control')),
                    name: 'assessment-objective',
                    title: oneLine(field(entry, 'title')),
                    prose: `${field(entry, 'description')} ${field(entry, 'reason')}`,
                  })),
                {
                  id: `${controlId(field(row, 'criterion'))}_not-automated`,
                  name: 'guidance',
                  title: 'What no reading of configuration can show',
                  prose: field(row, 'notAutomated'),
                },
              ],
            })),
        })),
      ),
    },
  };
}
