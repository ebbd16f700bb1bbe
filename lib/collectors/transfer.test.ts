import { DescribeServerCommand, ListServersCommand, TransferClient } from '@aws-sdk/client-transfer';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { server } from './transfer.ts';

const transfer = mockClient(TransferClient);
const ARN = 'arn:aws:transfer:eu-west-1:111122223333:server/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const listed = (ServerId: string) => ({ ServerId, Arn: `${ARN}${ServerId}` });

beforeEach(() => {
  transfer.reset();
});

test('servers of every page have their protocols', async () => {
  transfer
    .on(ListServersCommand, { MaxResults: 1000 })
    .resolves({ Servers: [listed('s-1')], NextToken: 'more' })
    .on(ListServersCommand, { MaxResults: 1000, NextToken: 'more' })
    .resolves({ Servers: [listed('s-2'), listed('s-3')] })
    .on(DescribeServerCommand, { ServerId: 's-1' })
    .resolves({ Server: { Arn: `${ARN}s-1`, Protocols: ['SFTP', 'FTP'] } })
    .on(DescribeServerCommand, { ServerId: 's-2' })
    .resolves({ Server: { Arn: `${ARN}s-2` } })
    .on(DescribeServerCommand, { ServerId: 's-3' })
    .rejects(denied);
  expect(await collectAll(server)).toMatchObject({
    [`${ARN}s-1`]: { protocols: seen(['FTP', 'SFTP']) },
    [`${ARN}s-2`]: { protocols: { unseen: { kind: 'failed' } } },
    [`${ARN}s-3`]: { protocols: { unseen: { kind: 'denied', action: 'transfer:DescribeServer' } } },
  });
});

test('a refused listing throws', async () => {
  transfer.on(ListServersCommand).rejects(denied);
  await expect(collectAll(server)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'transfer:ListServers' },
  });
});
