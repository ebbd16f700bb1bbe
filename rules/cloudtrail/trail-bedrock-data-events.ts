import { defineRule } from '#lib/domain/rule.ts';
import { judgeDataEvents } from '#lib/domain/trails.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-bedrock-data-events',
  title: 'A trail records who uses agents and knowledge bases of Bedrock',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['service-logging'],
  risk: 'Questions put to an agent or a knowledge base can bring out company data without leaving a trace.',
  remediation: {
    text: 'Let a trail of all Regions select the data events of the types of Bedrock that the company uses; a company that uses none empties the list in the scope file.',
    cli: 'aws cloudtrail put-event-selectors --trail-name TRAIL_ARN --advanced-event-selectors file://selectors.json',
    url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html',
  },
  parameters: { resourceTypes: ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::KnowledgeBase'] },
  references: {
    prowler: ['cloudtrail_bedrock_logging_enabled'],
  },
  check({ trails }, { resourceTypes }) {
    if (resourceTypes.length === 0) return notApplicable('no type of Bedrock is to be recorded');
    const ofType = (type: string) => (['reads', 'writes'] as const).map((kind) => ({ type, kind }));
    return judgeDataEvents(trails, resourceTypes.flatMap(ofType));
  },
});
