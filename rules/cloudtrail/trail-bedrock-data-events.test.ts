import { ruleTable } from '../../test/support/rule-table.ts';
import { dataEventRows, dataEvents, recording } from '../../test/support/trails.ts';
import rule from './trail-bedrock-data-events.ts';

const [AGENTS, BASES] = ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::KnowledgeBase'];

ruleTable(rule, recording(dataEvents(AGENTS), dataEvents(BASES)), [
  ...dataEventRows(AGENTS, 'reads').map((row) => ({ ...row, parameters: { resourceTypes: [AGENTS] } })),
  {
    name: 'one of two types',
    facts: recording(dataEvents(AGENTS)),
    verdict: 'FAIL',
    reason: `no trail records reads of ${BASES}; no trail records writes of ${BASES}`,
  },
  {
    name: 'reads and writes by two selectors',
    facts: recording(
      dataEvents(AGENTS, { writes: false }),
      dataEvents(AGENTS, { reads: false }),
      dataEvents(BASES),
    ),
    verdict: 'PASS',
    reason: /^recorded are/,
  },
  {
    name: 'a company without Bedrock',
    facts: { trails: [] },
    parameters: { resourceTypes: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'no type of Bedrock',
  },
]);
