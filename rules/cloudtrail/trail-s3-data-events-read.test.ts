import { ruleTable } from '../../test/support/rule-table.ts';
import { dataEventRows, dataEvents, recording } from '../../test/support/trails.ts';
import rule from './trail-s3-data-events-read.ts';

const OBJECTS = 'AWS::S3::Object';

ruleTable(rule, recording(dataEvents(OBJECTS)), [
  ...dataEventRows(OBJECTS, 'reads'),
  {
    name: 'what this company leaves out',
    facts: recording(dataEvents(OBJECTS, { except: ['arn:aws:s3:::trail/*'] })),
    parameters: { mayLeaveOut: ['arn:aws:s3:::trail/*'] },
    verdict: 'PASS',
    reason: 'reads of AWS::S3::Object',
  },
]);
