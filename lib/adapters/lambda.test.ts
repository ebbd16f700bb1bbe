import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { invoke } from './lambda.ts';

const lambda = mockClient(LambdaClient);
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value)) as never;

beforeEach(() => {
  lambda.reset();
});

test('the answer of the function', async () => {
  lambda
    .on(InvokeCommand, { FunctionName: 'build', Payload: '{"from":"x"}' })
    .resolves({ Payload: bytes({ key: 'k' }) });
  expect(await invoke('build', { from: 'x' })).toEqual({ key: 'k' });
});

test("a function that failed is an error in the function's own words", async () => {
  lambda.on(InvokeCommand).resolves({
    FunctionError: 'Unhandled',
    Payload: bytes({ errorType: 'RangeError', errorMessage: 'no run lies in 2020' }),
  });
  await expect(invoke('build', {})).rejects.toThrow('build: no run lies in 2020');
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled' });
  await expect(invoke('build', {})).rejects.toThrow('build: Unhandled');
});
