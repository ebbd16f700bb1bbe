/** How the cells of a column are to be read. */
export type ColumnType =
  | 'text'
  | 'list'
  | 'lines'
  | 'count'
  | 'days'
  | 'date'
  | 'time'
  | 'hash'
  | 'json'
  | 'yes/no';

/** What a column says. */
export type Column = readonly [type: ColumnType, meaning: string];

/** What a table is about, with the columns whose meaning is its own. */
interface Described {
  readonly about: string;
  readonly columns?: Readonly<Record<string, Column>>;
}

/** Columns that mean the same wherever they stand. */
const COMMON: Readonly<Record<string, Column>> = {
  account: ['text', 'Id of the AWS account'],
  region: [
    'text',
    'Region, or aws-global for services with one control plane an account; * is every one in scope',
  ],
  rule: ['text', 'Id of the rule, as in controls/rules.csv; * is every rule'],
  resource: [
    'text',
    'ARN of the resource; * in its last part stands for a population that could not be listed',
  ],
  type: ['text', 'CloudFormation type of the resource'],
  severity: ['text', 'critical, high, medium, low or info: of the rule, when it was evaluated'],
  verdict: ['text', 'FAIL, NOT_EVALUATED, PASS or NOT_APPLICABLE'],
  reason: ['text', 'What was observed, or why it is so'],
  since: ['time', 'When a run first saw it so; may lie before the period'],
  until: ['time', 'When a run first saw it otherwise, or gone; empty while it lasts'],
  began: [
    'text',
    'What brought it: baseline (first seen), drift (PASS to FAIL), restoration (FAIL to PASS), rule-change (the rule changed, not the resource), blind-spot, sight-regained or change',
  ],
  ended: [
    'text',
    'What ended it: one of the words of began, or left (the resource is gone); empty while it lasts',
  ],
  firstRun: ['count', 'Sequence number of the first run that saw it so'],
  lastRun: ['count', 'Sequence number of the last run that saw it so'],
  fromRun: ['count', 'Sequence number of the first run for which it holds'],
  toRun: ['count', 'Sequence number of the last run for which it holds'],
  fromDay: ['date', 'First day for which it holds'],
  toDay: ['date', 'Last day for which it holds, included'],
  endedByRun: ['count', 'Sequence number of the run that saw it otherwise, or gone; empty while it lasts'],
  firstRescan: ['text', 'Rescan after firstRun that saw it so first; empty where the run did'],
  endedByRescan: ['text', 'Rescan after endedByRun that saw it otherwise, or gone; empty where the run did'],
  sequence: ['count', 'Number of the run; numbers have no holes'],
  run: ['count', 'Sequence number of the run'],
  day: ['date', 'Day in UTC'],
  startedAt: ['time', 'When it began'],
  control: ['text', 'Id of the control'],
  controls: ['list', 'Ids of the controls that it serves'],
  criterion: ['text', 'Criterion of the Trust Services Criteria, by its id'],
  criteria: ['list', 'Criteria in scope that it serves, by their ids'],
  title: ['text', 'What it is called; of a rule, the state that passes'],
  description: ['text', 'What is done, by what means and how often'],
  owner: ['text', 'Who is responsible, as the scope file names them; empty where nobody is named'],
  rules: ['list', 'Ids of the rules that test it'],
  FAIL: ['count', 'Findings that fail'],
  NOT_EVALUATED: ['count', 'Findings that could not be evaluated; they never count as a pass'],
  PASS: ['count', 'Findings that pass'],
  NOT_APPLICABLE: ['count', 'Findings that do not concern their resource'],
  scope: ['hash', 'Hash of the scope in force; its first characters name the file in scope/'],
  ruleSet: [
    'hash',
    'Hash of the rules and parameters in force; its first characters name the file in scope/',
  ],
  hash: ['hash', 'SHA-256 of the source of the rule'],
  parameters: ['json', 'Parameters of the rule that were in force'],
  iso27001: ['list', 'Ids of Annex A of ISO/IEC 27001:2022 with the same subject; a cross-reference only'],
  frequency: ['text', 'How often it is to be held'],
};

const DIFFERENCE: Column = ['count', 'Listed less counted; anything but 0 is to be explained'];

const REQUESTS: Column = [
  'lines',
  'The requests to AWS in which it was counted, each with the id that CloudTrail has as requestID; empty where the record names none',
];

const REVIEWED: Readonly<Record<string, Column>> = {
  name: ['text', 'Name of the principal or credential'],
  administrator: [
    'text',
    'yes, no, or depends (on policies that each account keeps); empty where it does not apply or was not read',
  ],
  mfa: ['text', 'Its second factor'],
  ageDays: ['days', 'Days since it was created; of a key or password, since it was last renewed'],
  unusedDays: ['days', 'Days since the last use that AWS knows of; never where it knows of none'],
  owner: ['text', 'Whom it belongs to'],
  access: ['text', 'What gives it its permissions'],
  outside: ['text', 'Who from outside the Organization may take it on'],
  state: ['text', 'Whether it is active'],
  missing: ['text', 'What could not be read; empty where the row is complete'],
};

const ALERTED: Readonly<Record<string, Column>> = {
  observedAt: ['time', 'When a run observed it'],
  announcedAt: ['time', 'When it was put on the event bus'],
};

const RUN: Readonly<Record<string, Column>> = {
  id: ['text', 'Id of the run'],
  status: ['text', 'complete, partial, failed, missed, or open (not sealed when the bundle was made)'],
  sealedAt: ['time', 'When it was sealed; empty where it was not'],
  expected: ['count', 'Targets (account and Region) that it was to scan'],
  scanned: ['count', 'Targets that it scanned'],
  seal: ['hash', "SHA-256 of the seal's file in chain/seals/"],
};

/** The tables of a bundle by their paths; `*` stands for any characters but a slash. */
const TABLES: Readonly<Record<string, Described>> = {
  'scope/runs.csv': {
    about: 'Every run of the period, also missed and failed ones',
    columns: RUN,
  },
  'scope/rescans.csv': {
    about:
      'Every look, between two runs, at what calls may have changed, as the seals of the period list them',
    columns: {
      id: ['text', 'Id of the rescan: when it began'],
      afterRun: ['count', 'Sequence number of the last run that saw the target before it'],
      sealedByRun: ['count', 'Sequence number of the run whose seal lists it'],
      finishedAt: ['time', 'When it ended'],
      types: ['list', 'Resource types that were read'],
      calls: ['count', 'Calls that asked for it'],
      events: ['list', "Ids of CloudTrail's events of those calls; of many, the last 50"],
      requests: ['count', 'Requests that it made'],
      evaluations: ['count', 'Evaluations in its object'],
      object: ['text', 'Where its object lies in the evidence bucket'],
      hash: ['hash', 'SHA-256 of its object'],
      reason: ['text', 'Why the account could not be entered; empty where it was'],
    },
  },
  'scope/accounts.csv': {
    about: 'Every account, examined or not, with the reason',
    columns: {
      id: ['text', 'Id of the AWS account'],
      name: ['text', 'Name of the account in the Organization'],
      path: ['text', 'Organizational units above the account, from the root'],
      examined: ['yes/no', 'Whether the last run of the period examined it'],
      reason: ['text', 'Why it was left out; empty where it was examined'],
      firstRun: ['count', 'Sequence number of the first run of the period that examined it'],
      lastRun: ['count', 'Sequence number of the last run of the period that examined it'],
      left: [
        'date',
        'Day of the first run that examined it no longer; empty where the last one did, or none',
      ],
    },
  },
  'scope/versions.csv': {
    about: 'Each scope that was in force within the period, one after another',
    columns: {
      file: ['text', 'File with the scope'],
      changed: ['text', 'What differs from the scope before'],
    },
  },
  'scope/rules-*.csv': {
    about: 'A set of rules that was in force, with their versions and parameters',
    columns: { id: ['text', 'Id of the rule'] },
  },
  'controls/controls.csv': {
    about: 'Every control with its type, frequency and version',
    columns: {
      criteria: ['lines', 'Each criterion with the reason why the control serves it'],
      type: ['text', 'automated detective (scans test it) or not automated'],
      version: ['hash', 'First characters of the hash of its words and rules'],
      effectiveFrom: ['date', 'First day of the period on which it was in force'],
      effectiveTo: ['date', 'Last day of the period on which it was in force'],
      expected: ['count', 'How many times it was to be held within the period'],
    },
  },
  'controls/matrix.csv': {
    about: 'Controls by criterion, with reasons and owners',
    columns: { reason: ['text', 'Why the control serves the criterion'] },
  },
  'controls/criteria.csv': {
    about: 'What automation cannot show of each criterion, and what to ask for',
    columns: {
      title: ['text', 'Its subject in our own words'],
      notAutomated: ['text', 'What no reading of configuration can show'],
      askFor: ['list', 'What to ask the company for instead, separated by |'],
    },
  },
  'controls/rules.csv': {
    about: 'The rules with their results at the end of the period',
    columns: {
      id: ['text', 'Id of the rule'],
      resource: ['text', 'CloudFormation type of the resources it examines'],
      risk: ['text', 'What can happen where it fails'],
      remediation: ['text', 'How to repair a failure, with the page of AWS about it'],
      drifted: ['count', 'Findings that went from PASS to FAIL within the period'],
      restored: ['count', 'Findings that went from FAIL to PASS within the period'],
    },
  },
  'controls/occurrences.csv': {
    about: 'How often each control was to be held, and was',
    columns: {
      type: ['text', 'automated detective (scans test it) or not automated'],
      status: ['text', 'every day, partial on some days, missed on some days, never, or not automated'],
      expected: ['count', 'How many times it was to be held'],
      held: ['count', 'How many times it was held, by all or some of what was in scope'],
      partial: ['count', 'How many of these by some of what was in scope only'],
      missed: ['count', 'How many times it was not held'],
      missedDays: ['list', 'The days on which it was not held'],
      partialDays: ['list', 'The days on which it was held by some of what was in scope'],
      first: ['date', 'Day on which it was first held'],
      last: ['date', 'Day on which it was last held'],
    },
  },
  'controls/versions.csv': { about: 'Each version and parameters of a rule that were in force, and when' },
  'results/intervals.csv': { about: 'Every finding as stretches of one verdict' },
  'results/deviations.csv': {
    about: 'Every stretch of time in which a finding failed within the period',
    columns: { status: ['text', 'open, restored, or ended otherwise'] },
  },
  'results/by-day.csv': {
    about: 'Findings by verdict at the end of each day',
    columns: {
      criterion: ['text', 'Criterion that the findings serve; * is all findings, each once'],
    },
  },
  'results/populations.csv': {
    about: 'How many findings each rule had in each account at the end of the period, zeroes included',
    columns: { resources: ['count', 'Findings at the end of the period'] },
  },
  'remediation/remediation.csv': {
    about: 'Every failure with its clock, those fixed in time included',
    columns: {
      timing: [
        'text',
        'in time or late (it ended), open or overdue (it lasts), or no deadline (none was in force when it began)',
      ],
      due: ['time', 'By when it was to be fixed; empty where there was no deadline'],
      reopens: ['time', 'When the same finding began to fail the last time before; empty the first time'],
      exceptions: ['list', 'Ids of the exceptions that accepted it at some time while it failed'],
      accepted: ['yes/no', 'Whether an exception accepts it at the end of the period'],
      deadlines: ['hash', 'Version in remediation/deadlines.csv that was in force when it began'],
    },
  },
  'remediation/deadlines.csv': {
    about: 'The times to fix that were in force',
    columns: {
      version: ['hash', 'First characters of the hash of the deadlines'],
      critical: ['days', 'Days within which a critical failure is to be fixed'],
      high: ['days', 'Days within which a high failure is to be fixed'],
      medium: ['days', 'Days within which a medium failure is to be fixed'],
      low: ['days', 'Days within which a low failure is to be fixed'],
      firstRun: ['count', 'Sequence number of the first run under these deadlines'],
      lastRun: ['count', 'Sequence number of the last run under these deadlines'],
    },
  },
  'exceptions/exceptions.csv': {
    about: 'Every exception that was asked for or could count, as it was at the end of the period',
    columns: {
      id: ['text', 'Id of the exception'],
      state: ['text', 'requested, lapsed, approved, active, expired or revoked'],
      account: [
        'text',
        'Account whose failures of the rule it accepts; empty where it is about exact resources or a tag',
      ],
      tag: ['text', 'key=value of the tag that resources must have; empty where it is about none'],
      resources: [
        'lines',
        'ARNs that it is about, or that had the tag within the period; empty where it is about an account',
      ],
      reason: ['text', 'Why it was asked for'],
      compensatingControl: ['text', 'What keeps the risk low meanwhile'],
      ticket: ['text', 'Where it is discussed'],
      start: ['time', 'From when it was to count'],
      expiry: ['time', 'Until when it was to count, not included'],
      renews: ['text', 'Id of the exception that it renews'],
      requestedBy: ['text', 'ARN of who asked for it'],
      requestedAt: ['time', 'When it was asked for'],
      approvedBy: ['text', 'ARN of who approved it; never who asked'],
      approvedAt: ['time', 'When it was approved'],
      revokedBy: ['text', 'ARN of who revoked it'],
      revokedAt: ['time', 'When it was revoked'],
      revokedReason: ['text', 'Why it was revoked'],
      acceptedFrom: ['time', 'From when it did count; empty where it never did'],
      acceptedUntil: ['time', 'Until when it does count, not included'],
    },
  },
  'exceptions/matches.csv': {
    about: 'Every resource that had the tag of an exception within the period, each time it did',
    columns: {
      exception: ['text', 'Id of the exception'],
      key: ['text', 'Key of the tag that the exception asks for'],
      value: ['text', 'Value that the tag must have'],
      from: ['time', 'When a run first saw the tag on it; may lie before the period'],
      until: ['time', 'When a run first saw it without, or could not tell; empty while it lasts'],
      why: ['text', 'What ended it; empty while it lasts'],
    },
  },
  'access-reviews/principals.csv': {
    about: 'Who and what could enter at the end of the period',
    columns: { ...REVIEWED, at: ['time', 'When it was read'] },
  },
  'access-reviews/reviews.csv': {
    about: 'Every access review that was signed off within the period, in the order of the sign-offs',
    columns: {
      id: ['text', 'Id of the review; its signed record is in access-reviews/signed/'],
      run: ['count', 'Sequence number of the run whose population was decided about'],
      populationAt: ['time', 'When that run began'],
      covers: ['list', 'Ids of the accounts that it covers; all: every account of the run'],
      accounts: ['count', 'How many these are'],
      principals: [
        'count',
        'Principals and credentials that were decided about: all that the run listed there',
      ],
      notListed: ['count', 'Populations that the run could not list, so that nobody decided about them'],
      keep: ['count', 'Decisions to leave the access as it is'],
      change: ['count', 'Decisions to change it'],
      remove: ['count', 'Decisions to remove it'],
      carriedOut: ['count', 'Removals and changes that a later run of the period saw done'],
      notCarriedOut: ['count', 'Those that the last run that could tell saw undone'],
      notSeen: ['count', 'Those of which no later run of the period can tell'],
      ownAccess: ['count', "Decisions about the reviewer's own access, as far as can be told"],
      reviewer: ['text', 'ARN of who signed it off, as AWS said'],
      at: ['time', 'When it was signed off'],
      days: ['days', 'Days from the population to the sign-off'],
      note: ['text', 'What the reviewer noted'],
    },
  },
  'access-reviews/decisions.csv': {
    about: 'Every decision of these reviews, with what later runs saw of it',
    columns: {
      review: ['text', 'Id of the review'],
      name: ['text', 'Name of the principal or credential'],
      decision: ['text', 'keep, change or remove'],
      comment: ['text', 'What is to change, or why'],
      ownAccess: [
        'yes/no',
        'Whether the reviewer decided about their own access; no also where it cannot be told',
      ],
      outcome: [
        'text',
        'Of what was to be done: removed, changed, still there, as reviewed, or not seen (no later run can tell)',
      ],
      outcomeAt: [
        'time',
        'Of what was done, when a run first saw it so; of what was not, when the last run looked that could tell',
      ],
      outcomeRun: ['count', 'Sequence number of that run'],
      detail: [
        'text',
        'Columns that differ from what was reviewed, that it came back, or why nothing is known',
      ],
    },
  },
  'access-reviews/quarters.csv': {
    about: 'Every calendar quarter that the period touches, with the reviews that were signed off in it',
    columns: {
      quarter: ['text', 'Quarter of the year, in UTC'],
      from: ['time', 'Its beginning'],
      to: ['time', 'Its end, not included'],
      status: [
        'text',
        'held, part (see notReviewed), missed (the period has all of it and no review is recorded), or not due (the period cuts it)',
      ],
      reviews: ['list', 'Ids of the reviews'],
      reviewers: ['list', 'ARNs of those who signed them off'],
      accounts: ['count', 'Accounts that were examined when the newest of these populations was read'],
      notReviewed: ['list', 'Ids of those that no review of the quarter covers in full'],
    },
  },
  'access-reviews/totals.csv': {
    about: 'What was listed beside what AWS counts by itself',
    columns: {
      kind: ['text', 'What was counted'],
      listed: ['count', 'How many were listed'],
      counted: ['count', 'How many AWS counts'],
      difference: DIFFERENCE,
      requests: REQUESTS,
    },
  },
  'access-reviews/changes.csv': {
    about: 'Who joined, left or changed within the period',
    columns: {
      ...REVIEWED,
      change: ['text', 'joined, left or changed'],
      columns: ['list', 'Columns that differ'],
    },
  },
  'gaps/calendar.csv': {
    about: 'Every day of the period with the state of its run',
    columns: {
      runs: ['count', 'Runs that began on the day'],
      status: [
        'text',
        'complete, partial, failed, missed, lost (evidence is gone), open (not sealed), none (no run) or not due',
      ],
      expected: ['count', 'Targets (account and Region) in scope'],
      scanned: ['count', 'Targets that were scanned'],
      notEvaluated: ['count', 'Findings that the last run of the day could not evaluate'],
    },
  },
  'gaps/coverage.csv': {
    about: 'What was expected and is missing, by account, Region, rule and days',
    columns: {
      days: ['days', 'How many days it was missing'],
      cause: ['text', 'Why it is missing'],
      code: ['text', 'Kind of the error and the IAM action that met it, or how it came about'],
      findings: [
        'count',
        'Findings not evaluated on the day with the most; empty where all of it is missing',
      ],
      message: ['text', 'What was said on the first of the days'],
      runs: ['text', 'The first and the last run on these days'],
      accepted: [
        'list',
        'Ids of the exceptions that accept all of it; empty where one finding is not accepted',
      ],
    },
  },
  'gaps/not-evaluated.csv': { about: 'Every stretch of time in which a finding could not be evaluated' },
  'gaps/runs-not-complete.csv': { about: 'The runs of the period that are not complete', columns: RUN },
  'gaps/targets-not-scanned.csv': {
    about: 'Targets that a run did not reach',
    columns: { reason: ['text', 'What AWS answered'] },
  },
  'chain/signatures.csv': {
    about: "CloudTrail's record of every use of the signing keys, beside what was signed",
    columns: {
      time: ['time', 'When CloudTrail saw the key used'],
      signed: ['text', 'What was signed then; empty where nothing in the record answers to it'],
      principal: ['text', 'ARN of who signed'],
      issuer: ['text', 'ARN of the role that the session was made from'],
      key: ['text', 'ARN of the key'],
      messageType: ['text', 'RAW or DIGEST'],
      requestId: ['text', "Id of the request in CloudTrail's record"],
      eventId: ['text', "Id of the event in CloudTrail's record"],
      error: ['text', 'Why KMS refused; empty when it signed'],
    },
  },
  'alerts/alerts.csv': {
    about: 'Every alert of the period with what became of it',
    columns: {
      id: ['text', 'Id of the alert'],
      status: ['text', 'sent, pending, failed, dead-lettered, or collecting, at the end of the period'],
      kind: ['text', 'drift, blind-spot, update, overdue, exception, unaccepted, missed-run or digest'],
      severity: ['text', 'The highest of its events'],
      events: ['count', 'Events that it tells'],
      resources: ['count', 'Resources that it is about'],
      accounts: ['list', 'Ids of the AWS accounts that it is about'],
      regions: ['list', 'Regions that it is about'],
      principal: ['text', 'Who made the change, where that was known then'],
      call: ['text', 'The API call that made the change, where that was known then'],
      updates: ['list', 'Ids of the alerts that it adds to'],
      changedAt: ['time', 'When the change was made, where that was known then'],
      ...ALERTED,
      createdAt: ['time', 'When the alert was made'],
      sentAt: ['time', 'When Amazon SNS took the message'],
      messageId: ['text', 'Id of the message at Amazon SNS'],
      messages: ['count', 'Messages that it owes'],
      failure: ['text', 'Why the last try failed'],
      acknowledgedAt: ['time', 'When somebody first said to look into it'],
      acknowledgedBy: ['text', 'ARN of who said so'],
      changeToObserved: ['count', 'Seconds from the change to its observation'],
      observedToAnnounced: ['count', 'Seconds from the observation to its announcement'],
      announcedToSent: ['count', 'Seconds from the announcement to the message'],
      sentToAcknowledged: ['count', 'Seconds from the message to the first acknowledgement'],
    },
  },
  'alerts/events.csv': {
    about: 'Every event that was routed, with its alert',
    columns: {
      id: ['text', 'Id of the event, the same however often it was delivered'],
      type: ['text', 'Type of the event'],
      alert: ['text', 'Id of the alert that tells it'],
      disposition: ['text', 'alert, digest, or accepted (by an exception, told in the digest)'],
      ...ALERTED,
      routedAt: ['time', 'When it was routed'],
    },
  },
  'alerts/acknowledgements.csv': {
    about: 'Who said to look into an alert, and when',
    columns: {
      alert: ['text', 'Id of the alert'],
      at: ['time', 'When'],
      by: ['text', 'ARN of who said so'],
      requestId: ['text', 'Id of the request in which AWS said who it is'],
      note: ['text', 'What was noted'],
    },
  },
  'alerts/counts.csv': {
    about: 'Events that the record calls for, against those that were told',
    columns: {
      type: ['text', 'Type of the event'],
      put: ['count', 'Events that the record calls for; empty where nothing else counts them'],
      routed: ['count', 'Events that were routed'],
      difference: ['count', 'Put less routed: events that have not arrived'],
      alert: ['count', 'Events told by an alert'],
      digest: ['count', 'Events told in a digest'],
      accepted: ['count', 'Events that an exception accepts, told in a digest'],
      sent: ['count', 'Events whose alert was sent'],
      pending: ['count', 'Events whose alert is still owed'],
      failed: ['count', 'Events whose alert could not be sent yet'],
      'dead-lettered': ['count', 'Events whose alert was tried for the last time'],
      collecting: ['count', 'Events in a digest whose run is not sealed'],
      acknowledged: ['count', 'Events whose alert somebody looks into'],
    },
  },
  'populations/*.csv': {
    about: 'The full population of a control at the end of the period, to draw samples from',
    columns: {
      n: ['count', 'Number of the row, from 1: what a sample names'],
      ruleHash: ['hash', 'SHA-256 of the source of the rule that was in force'],
      exception: ['list', 'Ids of the exceptions that accept it; empty where none does'],
    },
  },
  'ipe/cards.csv': {
    about: 'Where each listing comes from and how complete it is: one card a line',
    columns: {
      listing: ['text', 'Id of the rule or of the table; ipe/ has its card under this name'],
      path: ['text', 'The table that has it'],
      rows: ['text', 'Which rows of that table'],
      records: ['count', 'How many those are at the end of the period'],
      listed: ['count', 'What was listed where somebody else counts too; empty where nobody does'],
      independent: ['count', 'What the other counted'],
      totalSource: ['text', 'Who the other is'],
      difference: ['count', 'Listed minus counted'],
      explanation: ['text', 'Why they differ, or why there is no total'],
      empty: ['text', 'Why there are no records'],
      source: ['text', 'What the listing is made from'],
      operations: ['lines', 'API operations with IAM action, paging, and what the listing asks first'],
      ruleHash: ['hash', 'SHA-256 of the source of the rule that was last in force'],
      versions: ['count', 'Versions of the rule that were in force within the period'],
      role: ['text', 'Role with which AWS was asked'],
      session: ['text', 'Name of its session: how CloudTrail names the caller'],
      accounts: ['count', 'Accounts that were examined'],
      regions: ['list', 'Regions in which it was looked for'],
      sealedAt: ['time', 'When the run was sealed'],
      limits: ['lines', 'What it cannot show'],
    },
  },
  'ipe/totals.csv': {
    about: 'What was listed, beside what somebody else counted',
    columns: {
      listing: ['text', 'What is counted: a table, or a type of resources'],
      listed: ['count', 'What was listed; empty where the listing failed'],
      independent: ['count', 'What the other counted; empty where nobody did'],
      source: ['text', 'Who the other is'],
      difference: ['count', 'Listed minus counted'],
      explanation: ['text', 'Why they differ, or why one is not known'],
      requests: REQUESTS,
    },
  },
  'human/data-dictionary.csv': {
    about: 'What every column of every table means',
    columns: {
      table: ['text', 'Path of the table in the bundle'],
      column: ['text', 'Name of the column'],
      type: [
        'text',
        'text, list (separated by spaces), lines, count, days, date and time (ISO 8601, UTC), hash (hex), json, yes/no',
      ],
      meaning: ['text', 'What its cells say'],
    },
  },
};

const PATTERNS = Object.entries(TABLES).map(([pattern, described]) => ({
  described,
  matches: new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll('.', '\\.'))
      .join('[^/]*')}$`,
  ),
}));

const describedBy = (path: string): Described | undefined =>
  PATTERNS.find(({ matches }) => matches.test(path))?.described;

/** What a table is about; empty where nobody has said so. */
export const aboutTable = (path: string): string => describedBy(path)?.about ?? '';

/** What a column says; null where nobody has said so. */
export const columnOf = (path: string, column: string): Column | null =>
  describedBy(path)?.columns?.[column] ?? COMMON[column] ?? null;

/** Tables and columns whose meaning nobody has written down yet. */
export const undescribed = (path: string, columns: readonly string[]): readonly string[] => [
  ...(aboutTable(path) === '' ? [path] : []),
  ...columns.filter((column) => columnOf(path, column) === null).map((column) => `${path}: ${column}`),
];
