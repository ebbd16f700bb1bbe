import { ruleTable } from '../../test/support/rule-table.ts';
import { dataEventRows, dataEvents, recording } from '../../test/support/trails.ts';
import rule from './trail-s3-data-events-write.ts';

const OBJECTS = 'AWS::S3::Object';

ruleTable(rule, recording(dataEvents(OBJECTS)), [
  ...dataEventRows(OBJECTS, 'writes'),
  {
    name: 'what this company leaves out',
    facts: recording(dataEvents(OBJECTS, { except: ['arn:aws:s3:::trail/*'] })),
    parameters: { mayLeaveOut: ['arn:aws:s3:::trail/*'] },
    verdict: 'PASS',
    reason: 'writes of AWS::S3::Object',
  },
]);
