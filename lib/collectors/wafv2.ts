import {
  GetWebACLCommand,
  ListLoggingConfigurationsCommand,
  type LogScope,
  type Scope,
  WAFV2Client,
  type WebACLSummary,
} from '@aws-sdk/client-wafv2';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { pagesOf } from './pages.ts';
import { listWebAcls, regional } from './web-acls.ts';

const listLoggingConfigurations = paged(
  'wafv2:ListLoggingConfigurations',
  WAFV2Client,
  pagesOf(ListLoggingConfigurationsCommand, 'NextMarker', 'NextMarker'),
  (page) => page.LoggingConfigurations,
);
const getWebAcl = operation('wafv2:GetWebACL', WAFV2Client, GetWebACLCommand);

interface ListedWebAcl {
  readonly arn: string;
  readonly scope: Scope;
  readonly acl: WebACLSummary;
}

/** Web ACLs for CloudFront belong to this Region: https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
const CLOUDFRONT_REGION = 'us-east-1';

/** Who may have set up the logs of a web ACL. AWS lists those of each apart, and the customer's are the usual ones. */
const LOG_OWNERS: readonly LogScope[] = ['CUSTOMER', 'SECURITY_LAKE', 'CLOUDWATCH_TELEMETRY_RULE_MANAGED'];

/** Every web ACL of the account in the Region; in us-east-1 those for CloudFront as well. */
export const webAcl = defineCollector(
  {
    type: 'AWS::WAFv2::WebACL',
    service: 'wafv2',
    where: 'region',
    list: {
      uses: [listWebAcls],
      read: async (aws: Reader): Promise<readonly ListedWebAcl[]> => {
        const scopes = [
          regional(),
          ...(aws.region === CLOUDFRONT_REGION ? [{ ...regional(), Scope: 'CLOUDFRONT' as const }] : []),
        ];
        const found = await Promise.all(
          scopes.map(async (input) =>
            (await aws(listWebAcls, input)).map((acl) => ({
              arn: required(acl.ARN, 'ARN'),
              scope: input.Scope,
              acl,
            })),
          ),
        );
        return found.flat();
      },
    },
  },
  {
    logDestinations: {
      uses: [listLoggingConfigurations],
      read: async (aws, { arn, scope }) => {
        for (const owner of LOG_OWNERS) {
          const configurations = await aws(listLoggingConfigurations, {
            Scope: scope,
            LogScope: owner,
            Limit: 100,
          });
          const own = configurations.find(({ ResourceArn }) => ResourceArn === arn);
          if (own) return [...required(own.LogDestinationConfigs, 'LogDestinationConfigs')].sort();
        }
        return [];
      },
    },
    rules: from(
      getWebAcl,
      ({ scope, acl: { Name, Id } }) => ({ Scope: scope, Name, Id }),
      ({ WebACL }) => {
        const acl = required(WebACL, 'WebACL');
        return [
          ...(acl.PreProcessFirewallManagerRuleGroups ?? []),
          ...(acl.Rules ?? []),
          ...(acl.PostProcessFirewallManagerRuleGroups ?? []),
        ].map(({ Name, VisibilityConfig }) => ({
          name: required(Name, 'Name'),
          metrics: required(VisibilityConfig?.CloudWatchMetricsEnabled, 'CloudWatchMetricsEnabled'),
        }));
      },
    ),
  },
);
