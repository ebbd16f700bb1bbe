import { criteriaOf } from '../../controls/index.ts';
import type { AnyRule, Severity } from '../../domain/rule.ts';
import { GLOBAL_REGION } from '../../domain/target.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { uuidOf } from './uuid.ts';

/** What Security Hub is told of a finding: its state, or that it is gone. */
export interface Stated {
  readonly account: string;
  readonly region: string;
  readonly rule: string;
  readonly resource: string;
  readonly severity: Severity;
  /** Null: it is no longer in the population. */
  readonly verdict: Verdict | null;
  readonly reason: string;
  /** Since when it is so. */
  readonly since: string;
}

/** Whose Security Hub is told. It takes findings of its own account only, so resources elsewhere are named as such. */
export interface Hub {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** A finding in AWS Security Finding Format. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html */
export interface AsffFinding {
  SchemaVersion: '2018-10-08';
  Id: string;
  ProductArn: string;
  GeneratorId: string;
  AwsAccountId: string;
  Types: string[];
  FirstObservedAt: string;
  CreatedAt: string;
  UpdatedAt: string;
  Severity: { Label: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' };
  Title: string;
  Description: string;
  Remediation: { Recommendation: { Text: string; Url?: string } };
  ProductFields: Record<string, string>;
  Resources: { Type: string; Id: string; Partition: 'aws' | 'aws-cn' | 'aws-us-gov'; Region?: string }[];
  Compliance: { Status: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE'; RelatedRequirements: string[] };
  RecordState: 'ACTIVE' | 'ARCHIVED';
}

const STATUS = {
  PASS: 'PASSED',
  FAIL: 'FAILED',
  NOT_EVALUATED: 'WARNING',
  NOT_APPLICABLE: 'NOT_AVAILABLE',
} as const satisfies Record<Verdict, AsffFinding['Compliance']['Status']>;

const LABELS = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
} as const satisfies Record<Severity, AsffFinding['Severity']['Label']>;

/** Lengths of texts, and of a list. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html */
const LONGEST = { title: 256, description: 1024, recommendation: 512, id: 512, requirements: 32 };
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** The product under which any account imports findings of its own. */
export const productArn = ({ partition, account, region }: Hub): string =>
  `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;

/** @param rule null when it no longer exists */
export function asffFinding(stated: Stated, rule: AnyRule | null, hub: Hub, now: string): AsffFinding {
  const { account, region, resource, severity, verdict, reason, since } = stated;
  const title = rule?.title ?? stated.rule;
  return {
    SchemaVersion: '2018-10-08',
    Id: uuidOf('asff', account, region, stated.rule, resource),
    ProductArn: productArn(hub),
    GeneratorId: `vouch/${stated.rule}`,
    AwsAccountId: hub.account,
    Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    FirstObservedAt: since,
    CreatedAt: since,
    UpdatedAt: now,
    Severity: {
      Label: verdict === 'FAIL' || verdict === 'NOT_EVALUATED' ? LABELS[severity] : 'INFORMATIONAL',
    },
    Title: cut(title, LONGEST.title),
    Description: cut(`${reason || title} (account ${account}, ${region})`, LONGEST.description),
    Remediation: {
      Recommendation: {
        Text: cut(rule?.remediation.text ?? 'The rule no longer exists.', LONGEST.recommendation),
        ...(rule && { Url: rule.remediation.url }),
      },
    },
    ProductFields: {
      'vouch/rule': stated.rule,
      'vouch/verdict': verdict ?? 'left',
      'vouch/account': account,
      'vouch/region': region,
      'vouch/resource': cut(resource, LONGEST.description),
    },
    Resources: [
      {
        Type: 'Other',
        Id: cut(resource, LONGEST.id),
        Partition: partitionOf(hub.partition),
        ...(region !== GLOBAL_REGION && { Region: region }),
      },
    ],
    Compliance: {
      Status: verdict ? STATUS[verdict] : 'NOT_AVAILABLE',
      RelatedRequirements: criteriaOf(rule?.controls ?? [])
        .map((criterion) => `SOC 2 ${criterion}`)
        .slice(0, LONGEST.requirements),
    },
    RecordState: verdict ? 'ACTIVE' : 'ARCHIVED',
  };
}

const partitionOf = (partition: string): AsffFinding['Resources'][number]['Partition'] =>
  partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : 'aws';
