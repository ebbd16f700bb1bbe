import type { TrafficRule } from './facts/ec2.ts';

/** Everybody, in IPv4 and in IPv6. */
const EVERYBODY = ['0.0.0.0/0', '::/0'];

/**
 * The blocks of addresses that mean the whole internet, among those that rules let in at a port.
 * @param protocol `tcp` or `udp`; rules for all protocols (`-1`) count as well
 */
export const openToInternet = (
  rules: readonly TrafficRule[],
  protocol: 'tcp' | 'udp',
  port: number,
): readonly string[] =>
  rules
    .filter(
      ({ protocol: allowed, ports }) =>
        allowed === '-1' ||
        (allowed === protocol && (ports === null || (ports.from <= port && port <= ports.to))),
    )
    .flatMap(({ cidrs }) => cidrs.filter((cidr) => EVERYBODY.includes(cidr)));
