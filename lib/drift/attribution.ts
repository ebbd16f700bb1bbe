import type {
  Attribution,
  LoggedChange,
  Lookup,
  TrailEvent,
  TrailRecord,
  Window,
} from '../domain/attribution.ts';
import { eventsChanging } from '../domain/changes.ts';

/** What changed: the resource, and the facts that the rule reads of it. */
export interface Subject {
  readonly resource: string;
  readonly type: string;
  readonly facts: readonly string[];
}

/** Types that are one to an account or Organization: calls that change them name nothing. */
const UNNAMED = ['AWS::::Account', 'AWS::Organizations::Organization'];

/** By what a resource may be named in requests and replies: parts of its ARN, and the ARN. */
function namesOf({ resource, type }: Subject): readonly string[] {
  if (UNNAMED.includes(type)) return [];
  const arn = resource.replace(/#.*$|:\*$/g, '');
  const named = arn.split(':').slice(5).join(':');
  const withoutKind = named.replace(/^[^/:]+[/:]/, '');
  return [...new Set([withoutKind.split('/').pop() ?? '', withoutKind, arn])].filter((name) => name !== '');
}

const sourceOf = ({ resource }: Subject): string => `${resource.split(':')[2]}.amazonaws.com`;

/**
 * What to search for, the most telling first: the resource by its names; then the calls that change what the rule
 * reads; where those are not known, whatever its service did.
 */
export function lookupsFor(subject: Subject): readonly Lookup[] {
  const names = namesOf(subject);
  const events = eventsChanging(subject.type, subject.facts);
  return [
    ...names.map((value): Lookup => ({ by: 'ResourceName', value })),
    ...events.map((value): Lookup => ({ by: 'EventName', value })),
    ...(events.length === 0 && names.length > 0
      ? [{ by: 'EventSource', value: sourceOf(subject) } satisfies Lookup]
      : []),
  ];
}

/** Every text in a part of a record. */
const texts = (part: unknown): readonly string[] =>
  typeof part === 'string'
    ? [part]
    : typeof part === 'object' && part !== null
      ? Object.values(part).flatMap(texts)
      : [];

/** A change that may be the one: `certain` as in an attribution's outcome. */
interface Candidate {
  readonly record: TrailRecord;
  readonly certain: boolean;
}

/** The calls that changed the subject: those that succeeded, in the window, and name it. */
export function candidates(
  events: readonly TrailEvent[],
  subject: Subject,
  { from, to }: Window,
): readonly Candidate[] {
  const names = namesOf(subject);
  // A queue is asked for by its URL.
  const isNamed = (text: string): boolean =>
    names.some((name) => text === name || (text.startsWith('https://') && text.endsWith(`/${name}`)));
  const changing = eventsChanging(subject.type, subject.facts);
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return events.flatMap(({ record, readOnly, resources }) => {
    const { eventName, eventSource, eventTime, errorCode, requestParameters, responseElements } = record;
    const time = Date.parse(eventTime);
    if (readOnly || errorCode !== undefined || !(time >= start && time < end)) return [];
    const certain = changing.includes(eventName);
    const mentioned = [...resources, ...texts(requestParameters), ...texts(responseElements)];
    const about = names.length === 0 ? certain : eventSource === sourceOf(subject) && mentioned.some(isNamed);
    return about ? [{ record, certain }] : [];
  });
}

/** The likeliest of some: a certain one, before the failure was seen if possible, and the last of those. */
function likeliest(found: readonly Candidate[], at: string): Candidate | undefined {
  const seen = Date.parse(at);
  const rank = ({ record, certain }: Candidate): readonly number[] => {
    const time = Date.parse(record.eventTime);
    return [Number(certain), Number(time <= seen), time];
  };
  return [...found].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return right.map((value, index) => value - (left[index] ?? 0)).find((order) => order !== 0) ?? 0;
  })[0];
}

/**
 * What is said of a drift, from all that was found.
 * @param at when the failure was seen
 * @param complete false when CloudTrail had more than was read
 */
export function concluded(
  found: readonly Candidate[],
  subject: Subject,
  { window, at, complete }: { readonly window: Window; readonly at: string; readonly complete: boolean },
): Attribution {
  const best = likeliest(found, at);
  const facts = subject.facts.join(', ');
  if (best) {
    const { eventName } = best.record;
    return {
      outcome: best.certain ? 'certain' : 'likely',
      reason: best.certain
        ? `${eventName} can change what the rule reads: ${facts}`
        : `${eventName} is the last call that names the resource; whether it changes ${facts} is not known`,
      window,
      change: loggedChange(best.record),
    };
  }
  return {
    outcome: 'not-found',
    reason:
      lookupsFor(subject).length === 0
        ? `which calls change ${facts} of ${subject.type} is not known`
        : complete
          ? 'no call in that time changed the resource and succeeded'
          : 'of the calls in that time the newest were looked at, and none of those changed the resource',
    window,
    change: null,
  };
}

function loggedChange({
  eventID,
  eventName,
  eventSource,
  eventTime,
  sourceIPAddress,
  userIdentity: { type = 'Unknown', arn, principalId, accountId, userName, invokedBy, sessionContext } = {},
}: TrailRecord): LoggedChange {
  return {
    eventId: eventID,
    eventName,
    eventSource,
    time: new Date(eventTime).toISOString(),
    principalType: type,
    principal:
      arn ??
      (type === 'AWSService' ? invokedBy : undefined) ??
      userName ??
      accountId ??
      principalId ??
      'unknown',
    issuer: sessionContext?.sessionIssuer?.arn ?? null,
    source: sourceIPAddress ?? null,
    invokedBy: invokedBy ?? null,
  };
}
