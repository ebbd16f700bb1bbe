import { CONTROLS } from '../controls/index.ts';
import type { Alert, AlertEntry, AlertMessage } from '../domain/alert.ts';
import type { Attribution } from '../domain/attribution.ts';
import type {
  ExceptionEvent,
  FindingEvent,
  OverdueEvent,
  RunEvent,
  UnacceptedEvent,
} from '../domain/event.ts';
import type { AlertDocument, Letter } from '../domain/letter.ts';
import { daysAfter } from '../domain/remediation.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import { plural } from './words.ts';

/** SNS takes no longer ones, and only ASCII. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT = 100;
/** SNS takes 256 KiB, text and document together; quotes in documents are written twice. */
const MOST_BYTES = 100_000;
/** Names and reasons are others' words: so much of each is told. */
const MOST_LETTERS = 400;
/** How long the exception lasts that a letter shows how to ask for. */
const EXAMPLE_DAYS = 30;

/** What cannot be seen: control characters, and those that turn or hide text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** Others' words as one line that does nothing but stand there. */
const inert = (text: string, most = MOST_LETTERS): string => {
  const line = text.replace(UNSEEN, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}...` : line;
};

/** A word of a command line, as a shell takes it literally. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(UNSEEN, ' ').replaceAll("'", String.raw`'\''`)}'`;

const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** The last part of an ARN's resource: what people call it. */
const shortName = (arn: string): string => arn.split(':').slice(5).join(':') || arn;

type Rules = readonly Pick<RegisteredRule, 'id' | 'title' | 'risk' | 'remediation'>[];

/**
 * Writes what an alert owes as people and machines read it.
 * @param message which of its messages
 */
export function letterOf(alert: Alert, message: AlertMessage, rules: Rules): Letter {
  const { id, kind, severity, about } = alert;
  const { criteria, accounts, regions, rules: names } = about;
  return {
    subject: subject(alert),
    text: `${[...heading(alert, message), ...body(alert, rules), ...ending(alert)].join('\n')}\n`,
    document: bounded(alert, message),
    attributes: {
      alert: id,
      kind,
      severity,
      criterion: criteria,
      account: accounts,
      region: regions,
      rule: names,
    },
  };
}

const WHAT: Readonly<Record<Alert['kind'], string>> = {
  drift: 'drift',
  'blind-spot': 'blind spot',
  update: 'who did it',
  overdue: 'overdue',
  exception: 'exception',
  unaccepted: 'no longer accepted',
  'missed-run': 'missed run',
  digest: 'daily digest',
};

function subject(alert: Alert): string {
  const { kind, severity, cause } = alert;
  const what = kind === 'digest' ? `Vouch ${WHAT.digest}` : `Vouch ${severity} ${WHAT[kind]}`;
  const text = `${what}: ${gist(alert)}${cause ? ` (${cause.eventName} by ${shortName(cause.principal)})` : ''}`;
  const ascii = inert(text).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length > SUBJECT ? `${ascii.slice(0, SUBJECT - 3)}...` : ascii;
}

/** In a few words, what it is about. */
function gist({ kind, entries, about, counts }: Alert): string {
  const [first] = entries;
  const detail = first?.event.detail;
  if (kind === 'digest' || !detail) {
    const { accepted = 0, alert = 0, digest = 0 } = counts;
    return `${plural(accepted + alert + digest, 'event')}, ${accepted} accepted`;
  }
  if ('exception' in detail)
    return `${detail.exception} ${first.event.type === 'Exception Expired' ? 'has ended' : 'ends soon'}`;
  if (!('rule' in detail)) return `no run was started, ${detail.reason ?? ''}`;
  const where =
    about.accounts.length > 1
      ? plural(about.accounts.length, 'account')
      : (detail.accountName ?? detail.account);
  if (kind === 'blind-spot')
    return `${plural(about.rules.length, 'rule')} cannot be evaluated in ${where}, ${detail.region}`;
  const many =
    about.resources.length > 1 ? plural(about.resources.length, 'resource') : shortName(detail.resource);
  return `${many} in ${where}: ${about.rules.length > 1 ? plural(about.rules.length, 'rule') : detail.rule}`;
}

const BECAUSE: Readonly<Record<AlertMessage['because'], string>> = {
  opened: '',
  raised: ', which is worse than this alert said before',
  sealed: '',
};

function heading({ id, kind, severity }: Alert, { because }: AlertMessage): readonly string[] {
  return [
    kind === 'digest'
      ? `Vouch: what could wait since the last digest. Alert ${id}`
      : `Vouch: ${WHAT[kind]}, severity ${severity}${BECAUSE[because]}. Alert ${id}`,
    '',
  ];
}

function body(alert: Alert, rules: Rules): readonly string[] {
  const { kind, entries, updates, cause } = alert;
  const [first] = entries;
  if (!first) return [];
  if (kind === 'digest') return digest(alert);
  if (kind === 'missed-run')
    return [inert((first.event.detail as RunEvent).reason ?? 'no run was started'), ''];
  if (kind === 'exception') return entries.flatMap((entry) => exception(entry));
  const told = alike(entries).flatMap((group) => finding(group, kind));
  const more = unlisted(alert, entries.length);
  if (kind === 'update') {
    const { attribution } = first.event.detail as { readonly attribution: Attribution };
    return [
      ...(updates.length > 0
        ? [`This is about ${plural(updates.length, 'alert')}: ${updates.join(', ')}`, '']
        : []),
      'WHO DID IT',
      ...whoDid(attribution),
      '',
      'WHAT DRIFTED BY IT',
      '',
      ...told,
      ...more,
    ];
  }
  return [
    kind === 'blind-spot'
      ? 'WHAT CAN NO LONGER BE SEEN'
      : kind === 'overdue' || kind === 'unaccepted'
        ? 'WHAT STILL FAILS'
        : 'WHAT NO LONGER HOLDS',
    '',
    ...told,
    ...more,
    ...(kind === 'drift' ? ['BY WHOM', ...byWhom(cause), ''] : []),
    ...(kind === 'blind-spot' ? sight : mending(alert, rules)),
    ...(kind === 'blind-spot' ? [] : accepting(first)),
  ];
}

/** Entries that differ in their resources only. */
function alike(entries: readonly AlertEntry[]): readonly (readonly [AlertEntry, ...AlertEntry[]])[] {
  const groups = new Map<string, [AlertEntry, ...AlertEntry[]]>();
  for (const entry of entries) {
    const { event, passedAt, due } = entry;
    const { rule, reason, account, region } = event.detail as FindingEvent;
    const why = 'acceptedBy' in event.detail ? [event.detail.until, event.detail.why] : null;
    const key = JSON.stringify([rule, reason, account, region, event.time, passedAt, due, why]);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

/** A finding: what, where, since when, and what it matters to. */
function finding(group: readonly [AlertEntry, ...AlertEntry[]], kind: Alert['kind']): readonly string[] {
  const [{ event, severity, passedAt, due }] = group;
  const detail = event.detail as FindingEvent | OverdueEvent | UnacceptedEvent;
  const { title, reason, account, accountName, organizationalPath, region, rule, controls, criteria } =
    detail;
  const place = [
    accountName === null ? account : `${inert(accountName)} (${account})`,
    organizationalPath.map((unit) => inert(unit)).join(' / '),
    region,
  ];
  const since = 'since' in detail ? detail.since : detail.at;
  const seen = kind === 'blind-spot' ? 'first not seen' : 'first seen failing';
  const line = (name: string, text: string): string => `    ${name.padEnd(9)} ${text}`;
  return [
    `  ${inert(title)}`,
    line('reason', inert(reason)),
    ...group.map((each) => line('resource', inert((each.event.detail as FindingEvent).resource, 2_048))),
    line('where', place.filter((part) => part !== '').join(', ')),
    line(
      'since',
      passedAt === null
        ? `${minute(since)}, ${seen}`
        : `between ${minute(passedAt)}, last seen passing, and ${minute(since)}, ${seen}`,
    ),
    line('rule', `${inert(rule)}, ${severity}`),
    ...(controls.length > 0
      ? [line('control', controls.map((id) => CONTROLS[id]?.title ?? id).join('; '))]
      : []),
    ...(criteria.length > 0 ? [line('criteria', criteria.join(', '))] : []),
    ...('acceptedBy' in detail
      ? [line('accepted', `until ${minute(detail.until)} by ${detail.acceptedBy}: ${inert(detail.why)}`)]
      : []),
    ...(due === null ? [] : [line('due', `${minute(due)}${kind === 'overdue' ? ', which has passed' : ''}`)]),
    '',
  ];
}

function unlisted({ counts, observedAt }: Alert, listed: number): readonly string[] {
  const { alert = 0, digest: waiting = 0, accepted = 0 } = counts;
  const more = alert + waiting + accepted - listed;
  return more > 0 ? [`  ${more} more: vouch drift --since ${observedAt.slice(0, 10)}`, ''] : [];
}

const byWhom = (cause: Alert['cause']): readonly string[] =>
  cause
    ? [`  ${inert(cause.principal)}`, `  with ${inert(cause.eventName)} at ${minute(cause.at)}`]
    : ['  Not known yet: CloudTrail is asked in a quarter of an hour, and what it says follows.'];

function whoDid({ outcome, reason, window, change }: Attribution): readonly string[] {
  if (!change)
    return [
      `  ${outcome}: ${inert(reason)}`,
      `  searched from ${minute(window.from)} to ${minute(window.to)}`,
    ];
  const { principal, eventName, eventSource, time, source, eventId, issuer } = change;
  return [
    `  ${inert(principal)}`,
    ...(issuer === null ? [] : [`  as ${inert(issuer)}`]),
    `  with ${inert(eventName)} (${inert(eventSource)}) at ${minute(time)}${source === null ? '' : ` from ${inert(source)}`}`,
    `  event ${inert(eventId)}; ${outcome}: ${inert(reason)}`,
  ];
}

const sight: readonly string[] = [
  'HOW TO MEND IT',
  '  Let the role that Vouch has in the account do what the reason names: its own policy, service control policies',
  '  and resource policies may refuse it. Until then nobody knows whether these rules hold.',
  '',
];

function mending({ about }: Alert, rules: Rules): readonly string[] {
  const told = rules.filter(({ id }) => about.rules.includes(id)).slice(0, 5);
  if (told.length === 0) return [];
  return [
    'HOW TO MEND IT',
    ...told.flatMap(({ id, risk, remediation: { text, cli, url } }) => [
      ...(told.length > 1 ? [`  ${id}`] : []),
      `  ${text}`,
      ...(cli === undefined ? [] : [`  ${cli}`]),
      `  ${url}`,
      `  Why it matters: ${risk}`,
    ]),
    '',
  ];
}

function accepting({ event }: AlertEntry): readonly string[] {
  const { rule, resource } = event.detail as FindingEvent;
  const expiry = daysAfter(event.time, EXAMPLE_DAYS).slice(0, 10);
  return [
    'HOW TO ACCEPT IT FOR A TIME (somebody else must approve)',
    `  vouch exceptions request --rule ${word(rule)} --resource ${word(resource)} --reason "..." --control "..." --expiry ${expiry}`,
    '',
  ];
}

function exception({ event }: AlertEntry): readonly string[] {
  const {
    exception: id,
    rule,
    title,
    resources,
    account,
    tag,
    expiry,
    reason,
    compensatingControl,
    requestedBy,
    approvedBy,
    renewedBy,
  } = event.detail as ExceptionEvent;
  const ended = event.type === 'Exception Expired';
  return [
    ended
      ? `The exception ${id} ended at ${minute(expiry)}: what it accepted counts again.`
      : `The exception ${id} ends at ${minute(expiry)}; what it accepts counts again then.`,
    '',
    `  ${inert(title)} (${inert(rule)})`,
    `  covers       ${
      account !== null
        ? `account ${account}`
        : tag
          ? `whatever has the tag ${inert(tag.key)} = ${inert(tag.value)}`
          : resources
              .slice(0, 5)
              .map((arn) => inert(arn, 2_048))
              .join(', ')
    }${resources.length > 5 ? ` and ${resources.length - 5} more` : ''}`,
    `  reason       ${inert(reason)}`,
    `  meanwhile    ${inert(compensatingControl)}`,
    `  requested by ${inert(requestedBy)}`,
    `  approved by  ${inert(approvedBy ?? 'nobody')}`,
    `  renewed by   ${renewedBy.length > 0 ? renewedBy.join(', ') : 'none'}`,
    '',
    ...(renewedBy.length > 0
      ? []
      : [`Mend it, or ask again: vouch exceptions request --renews ${word(id)} ...`, '']),
  ];
}

/** What could wait, counted, and the most severe of it a line each. */
function digest(alert: Alert): readonly string[] {
  const { entries, counts } = alert;
  const run = entries.find(({ event }) => event.type === 'Run Sealed')?.event.detail as RunEvent | undefined;
  const others = entries.filter(({ event }) => event.type !== 'Run Sealed');
  const types = Object.entries(counts).filter(([name]) => /^[A-Z]/.test(name) && name !== 'Run Sealed');
  return [
    ...(run
      ? [
          `Run ${run.run.sequence} is sealed, ${run.status}: ${run.targets.scanned} of ${run.targets.expected} targets were scanned.`,
          `  ${run.counts.FAIL} fail, ${run.counts.NOT_EVALUATED} could not be evaluated, ${run.counts.PASS} pass, ${run.counts.NOT_APPLICABLE} do not apply`,
          '  What is in it for the first time, as with a new account, Region or rule, is a baseline and no drift.',
          '',
        ]
      : []),
    ...types.sort().map(([type, many]) => `${String(many).padStart(6)}  ${type}`),
    ...(counts.accepted
      ? [
          `${String(counts.accepted).padStart(6)}  of them accepted by an exception: they fail, and raise no alert`,
        ]
      : []),
    ...(types.length === 0 ? ['Nothing changed that could wait.'] : []),
    '',
    ...others.map(({ event, severity, disposition }) =>
      digestLine(event, severity, disposition === 'accepted'),
    ),
    ...(others.length > 0 ? [''] : []),
    ...unlisted(alert, entries.length),
  ];
}

function digestLine({ type, detail }: AlertEntry['event'], severity: string, accepted: boolean): string {
  const where =
    'rule' in detail && 'region' in detail
      ? `${inert(detail.rule)}: ${inert(detail.resource, 200)} in ${inert(detail.accountName ?? detail.account)}, ${detail.region}`
      : 'exception' in detail
        ? `${detail.exception}: ${inert(detail.rule)}`
        : '';
  return `  ${type}, ${severity}${accepted ? ', accepted' : ''}: ${where}`;
}

const ending = ({ id, kind }: Alert): readonly string[] =>
  kind === 'digest'
    ? []
    : [
        'Whoever looks into this says so, and stays in the record with it:',
        `  vouch drift ack ${id} --note "..."`,
      ];

/** The document, with as many events as fit. */
function bounded(alert: Alert, { because }: AlertMessage): AlertDocument {
  const { id, kind, severity, createdAt, observedAt, cause, about, counts, updates, entries } = alert;
  const { alert: alerted = 0, digest: waiting = 0, accepted = 0 } = counts;
  const events: AlertEntry[] = [];
  let left = MOST_BYTES;
  for (const entry of entries) {
    left -= Buffer.byteLength(JSON.stringify(entry));
    if (left < 0) break;
    events.push(entry);
  }
  const unlistedEvents = alerted + waiting + accepted - events.length;
  return {
    version: 1,
    alert: id,
    because,
    kind,
    severity,
    createdAt,
    observedAt,
    cause,
    about: { ...about, resources: about.resources.length },
    counts,
    updates,
    events,
    unlisted: unlistedEvents,
  };
}
