import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './server-no-plain-ftp.ts';

ruleTable(rule, { protocols: ['FTPS', 'SFTP'] }, [
  { name: 'among others', facts: { protocols: ['FTP', 'SFTP'] }, verdict: 'FAIL', reason: 'plain FTP' },
]);
