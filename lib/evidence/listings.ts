/** A table of the bundle that lists something, as its card tells of it. */
export interface Listing {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  /** What it is made from, besides what the card of a rule says of the findings in it. */
  readonly source: string;
  /** The API operations with which Vouch itself asked for it, `Service.Operation`. */
  readonly operations: readonly string[];
  /** What it cannot show. */
  readonly limits: readonly string[];
  /** Why it is empty, when it is. */
  readonly empty: string;
  /** Whether it can be sampled as it is; what it lists of findings can by control. */
  readonly sampled: boolean;
}

const FINDINGS =
  "the record of Vouch: every change of a finding's verdict, written when a run saw it (DynamoDB, one transaction with the state)";
const SEEN_DAILY = 'what came and went between two runs was not seen';

/** Every table that is a listing, in the order of their paths. */
export const LISTINGS: readonly Listing[] = [
  {
    id: 'accounts',
    path: 'scope/accounts.csv',
    title: 'Accounts of the Organization, examined or not',
    source: "the plan of each run, which walks the Organization's tree from its roots",
    operations: [
      'Organizations.ListRoots',
      'Organizations.ListOrganizationalUnitsForParent',
      'Organizations.ListAccountsForParent',
      'Organizations.ListAccounts',
    ],
    limits: ['accounts outside of the Organization are not known to it'],
    empty: 'no run of the period came to a plan: nobody knows which accounts there were',
    sampled: true,
  },
  {
    id: 'runs',
    path: 'scope/runs.csv',
    title: 'Runs of the period: the occurrences of every automated control, missed and failed ones included',
    source: 'the record of Vouch, numbered without holes; each run has its seal in chain/seals',
    operations: [],
    limits: ['days before the first run of the record are not in it: gaps/calendar.csv shows them'],
    empty: 'a bundle without runs is not made',
    sampled: true,
  },
  {
    id: 'findings',
    path: 'results/intervals.csv',
    title: 'Findings that touch the period, as stretches of one verdict',
    source: FINDINGS,
    operations: [],
    limits: [SEEN_DAILY],
    empty: 'no rule found anything to examine in any target of the period',
    sampled: false,
  },
  {
    id: 'deviations',
    path: 'results/deviations.csv',
    title: 'Findings that failed within the period',
    source: FINDINGS,
    operations: [],
    limits: [SEEN_DAILY],
    empty: 'no finding failed within the period',
    sampled: true,
  },
  {
    id: 'remediation',
    path: 'remediation/remediation.csv',
    title: 'Failures with their clocks, those fixed in time included',
    source: FINDINGS,
    operations: [],
    limits: [SEEN_DAILY, 'a clock begins and ends with the run that saw it, at most a day late'],
    empty: 'no finding failed within the period',
    sampled: true,
  },
  {
    id: 'exceptions',
    path: 'exceptions/exceptions.csv',
    title: 'Exceptions that were asked for or could count within the period',
    source: 'the record of Vouch; exceptions/signed has the signed record of each step',
    operations: ['STS.GetCallerIdentity'],
    limits: [
      'who asked and who approved is what AWS said of their credentials; two people may share credentials',
    ],
    empty: 'nobody asked for an exception that could count within the period',
    sampled: true,
  },
  {
    id: 'exception-matches',
    path: 'exceptions/matches.csv',
    title: 'Resources that had the tag of an exception within the period',
    source: "AWS's index of tags, asked by each run in each target where the rule of the exception applies",
    operations: ['ResourceGroupsTaggingAPI.GetResources'],
    limits: [SEEN_DAILY, 'who set the tag is not known here: CloudTrail has it'],
    empty: 'no resource had the tag of an exception that could count within the period',
    sampled: true,
  },
  {
    id: 'alerts',
    path: 'alerts/alerts.csv',
    title: 'Alerts and digests that were made within the period, with what became of them',
    source: 'the record of Vouch: what Amazon SNS took, and who acknowledged it',
    operations: ['SNS.Publish'],
    limits: ['what mailboxes and queues behind the topic did with a message is not known'],
    empty: 'no alert or digest was made within the period: alerts/README.txt says why',
    sampled: true,
  },
  {
    id: 'events',
    path: 'alerts/events.csv',
    title: 'Events that were routed within the period, with their alert',
    source: 'the record of Vouch: what reached the router by its queue',
    operations: [],
    limits: ['at the edge of the period an event may be put on one side and routed on the other'],
    empty: 'no event was routed within the period: alerts/README.txt says why',
    sampled: true,
  },
  {
    id: 'principals',
    path: 'access-reviews/principals.csv',
    title: 'Everyone and everything that could enter at the end of the period',
    source:
      'the sealed evaluations of the last run, of the rules on users, access keys, roles, server certificates and Identity Center',
    operations: [],
    limits: [
      "people whom another identity provider lets in are not listed by name: ask for that provider's own list",
      'the credential report of IAM is up to four hours old',
    ],
    empty: 'no run of the period could list principals: see gaps/',
    sampled: true,
  },
  {
    id: 'access-reviews',
    path: 'access-reviews/reviews.csv',
    title: 'Access reviews that were signed off within the period',
    source:
      'the record of Vouch; access-reviews/signed has the signed record of each, whose population was worked out from the sealed run',
    operations: ['STS.GetCallerIdentity'],
    limits: [
      'reviews that were held without it are not known to it',
      'who signed off is what AWS said of their credentials; two people may share credentials',
    ],
    empty: 'nobody signed off a review within the period; whether one was held elsewhere is not known here',
    sampled: true,
  },
  {
    id: 'access-decisions',
    path: 'access-reviews/decisions.csv',
    title: 'Decisions of the access reviews, with what later runs saw of each',
    source: 'the signed records of the reviews, and the sealed evaluations of later runs',
    operations: [],
    limits: [
      'what was removed and made again with the same name between two runs reads as still there',
      'a change is one of the columns of access-reviews/principals.csv; whether it is the one that was meant, its comment tells',
      'after the end of the period nothing is looked at',
    ],
    empty: 'nobody signed off a review within the period',
    sampled: true,
  },
  {
    id: 'access-changes',
    path: 'access-reviews/changes.csv',
    title: 'Who joined, left or changed between the first and the last run of the period',
    source: 'the sealed evaluations of the first and of the last run',
    operations: [],
    limits: ['who joined and left again in between is not in it'],
    empty: 'nobody joined, left or changed, or there is only one run to compare',
    sampled: true,
  },
  {
    id: 'not-evaluated',
    path: 'gaps/not-evaluated.csv',
    title: 'Findings that could not be evaluated within the period',
    source: FINDINGS,
    operations: [],
    limits: ['what a population that could not be listed would have shown is not known'],
    empty: 'everything that was listed could be evaluated, in every target that was scanned',
    sampled: true,
  },
  {
    id: 'targets-not-scanned',
    path: 'gaps/targets-not-scanned.csv',
    title: 'Targets that a run could not scan',
    source: 'the sealed results of every run, in chain/results',
    operations: [],
    limits: ['runs without results are in gaps/runs-not-complete.csv'],
    empty: 'every target of every run with results was scanned',
    sampled: true,
  },
];
