import { expect, test } from '@jest/globals';
import { openToInternet } from './network.ts';

const ALL = ['0.0.0.0/0'];

test.each([
  ['the port itself', { protocol: 'tcp', ports: { from: 22, to: 22 }, cidrs: ALL }, ALL],
  ['a range around it', { protocol: 'tcp', ports: { from: 0, to: 65_535 }, cidrs: ALL }, ALL],
  ['the ends of a range', { protocol: 'tcp', ports: { from: 20, to: 22 }, cidrs: ALL }, ALL],
  ['a range beside it', { protocol: 'tcp', ports: { from: 23, to: 100 }, cidrs: ALL }, []],
  ['all ports', { protocol: 'tcp', ports: null, cidrs: ALL }, ALL],
  ['all protocols', { protocol: '-1', ports: null, cidrs: ['::/0'] }, ['::/0']],
  ['another protocol', { protocol: 'udp', ports: { from: 22, to: 22 }, cidrs: ALL }, []],
  ['some addresses', { protocol: 'tcp', ports: { from: 22, to: 22 }, cidrs: ['10.0.0.0/8'] }, []],
])('%s', (_, rule, open) => {
  expect(openToInternet([rule], 'tcp', 22)).toEqual(open);
});
