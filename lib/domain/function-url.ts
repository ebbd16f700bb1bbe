import type { PolicyStatement } from './policy/document.ts';

/**
 * Whether a statement grants to those who come through the URL of a function without signing their requests.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const isForUnsignedUrl = ({ conditions }: PolicyStatement): boolean =>
  Object.values(conditions).some(
    (keys) =>
      keys['lambda:functionurlauthtype']?.includes('NONE') ||
      keys['lambda:invokedviafunctionurl']?.includes('true'),
  );
