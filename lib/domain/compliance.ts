/** What is lacking in one sentence of a reason, e.g. `2 critical, 1 low`; the worst first. */
export function lackingInWords(lacking: Readonly<Record<string, number>>): string {
  const known = ['critical', 'high', 'medium', 'low', 'informational', 'unspecified'];
  const named = known.flatMap((severity) => {
    const count = lacking[severity];
    return count ? [`${count} ${severity}`] : [];
  });
  return named.join(', ') || 'how many is not known';
}
