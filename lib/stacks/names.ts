import type { FunctionName } from './code.ts';
import type { Settings } from './settings.ts';

/** What a deployment is called: the beginning of its names, and CloudWatch's dimension `service`. */
export const deploymentName = ({ qualifier }: Pick<Settings, 'qualifier'>): string =>
  qualifier === undefined ? 'vouch' : `vouch-${qualifier}`;

/** A function's name, which is its role's too: key policies and other accounts know the roles by name. */
export const functionName = (deployment: string, name: FunctionName): string => `${deployment}-${name}`;
