import type { PolicyDocument, PolicyStatement } from './document.ts';
import { inert } from './escalation-context.ts';
import { matches } from './match.ts';

/** A Region that stands for whichever one: a permission in one Region is a permission. */
const SOME_REGION = '~';
const VARIABLE = /\$\{[^}]*\}/g;

/** Account and partition in which a question is asked. */
export interface Home {
  readonly partition: string;
  readonly account: string;
}

/** The account and partition of an ARN. */
export const homeOf = (arn: string): Home => {
  const [, partition = '', , , account = ''] = arn.split(':');
  return { partition, account };
};

const isAny = (field: string): boolean => /^\**$/.test(field);

/**
 * An ARN or pattern as seen from one account: partition and account written out, all Regions made one, so that no
 * wildcard in these fields can stand for more than its own field. Null where it is elsewhere.
 */
function seenFrom(text: string, { partition, account }: Home, oneRegionSuffices: boolean): string | null {
  if (!text.startsWith('arn:')) return text;
  const [, ownPartition = '*', service = '*', region = '*', ownAccount = '*', ...rest] = text.split(':');
  if (!matches(ownPartition, partition)) return null;
  if (ownAccount !== '' && !matches(ownAccount, account)) return null;
  if (!oneRegionSuffices && !isAny(region)) return null;
  return ['arn', partition, service, SOME_REGION, account, rest.length > 0 ? rest.join(':') : '*'].join(':');
}

/** A pattern that is asked for, as policies in `atHome` have it. */
export const askedAtHome = (resource: string, home: Home): string =>
  seenFrom(resource.replace('{account}', home.account), home, true) ?? resource;

const located = (texts: readonly string[], home: Home, oneRegionSuffices: boolean): readonly string[] =>
  texts.flatMap((text) => {
    // What a variable may be is for the analyser to judge; where it would widen, it is anything.
    if (!oneRegionSuffices && text.includes('${')) return [text];
    return seenFrom(text.replaceAll(VARIABLE, '*'), home, oneRegionSuffices) ?? [];
  });

const localized = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/**
 * A policy as seen from one account, in favor of the permission: an Allow in one Region counts, a Deny must hold in all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function atHome(document: PolicyDocument, home: Home): PolicyDocument {
  const known = localized.get(document) ?? new Map<string, PolicyDocument>();
  localized.set(document, known);
  const key = `${home.partition}:${home.account}`;
  const made = known.get(key) ?? {
    statements: document.statements.map((each) => statementAtHome(each, home)),
  };
  known.set(key, made);
  return made;
}

function statementAtHome(statement: PolicyStatement, home: Home): PolicyStatement {
  const allows = statement.effect === 'Allow';
  const resources = located(statement.resources, home, allows);
  const notResources = located(statement.notResources, home, !allows);
  if (statement.resources.length > 0 && resources.length === 0) return inert(statement);
  const noneExcepted = statement.notResources.length > 0 && notResources.length === 0;
  return { ...statement, resources: noneExcepted ? ['*'] : resources, notResources };
}
