import type { TlsListener } from './facts/elbv2.ts';

/**
 * Versions that nobody should accept any more, spelled as AWS does; TLS 1.0 and 1.1 were given up by RFC 8996.
 * Rules have them as a parameter, because some companies still have customers with nothing newer.
 */
export const OLD_TLS_VERSIONS: readonly string[] = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1'];

/** What listeners accept of the old versions, in words, a listener each. */
export const oldVersionsAccepted = (
  listeners: readonly TlsListener[],
  oldVersions: readonly string[],
): readonly string[] =>
  listeners.flatMap(({ port, policy, versions }) => {
    const old = versions.filter((version) => oldVersions.includes(version));
    return old.length === 0 ? [] : [`${old.join(' and ')} by ${policy} at port ${port}`];
  });
