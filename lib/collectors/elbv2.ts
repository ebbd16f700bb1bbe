import {
  DescribeLoadBalancerAttributesCommand,
  type DescribeLoadBalancerAttributesOutput,
  DescribeSSLPoliciesCommand,
  type DescribeSSLPoliciesInput,
  type DescribeSSLPoliciesOutput,
  ElasticLoadBalancingV2Client,
  type LoadBalancer as FoundLoadBalancer,
  type Listener,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { pagesOf } from './pages.ts';
import { listResourcesForWebAcl, listWebAcls, regional } from './web-acls.ts';

const describeLoadBalancers = paged(
  'elasticloadbalancing:DescribeLoadBalancers',
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  (page) => page.LoadBalancers,
);
const describeListeners = paged(
  'elasticloadbalancing:DescribeListeners',
  ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
  (page) => page.Listeners,
);
const describeAttributes = operation(
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  ElasticLoadBalancingV2Client,
  DescribeLoadBalancerAttributesCommand,
);
const describeSslPolicies = paged(
  'elasticloadbalancing:DescribeSSLPolicies',
  ElasticLoadBalancingV2Client,
  pagesOf<DescribeSSLPoliciesInput, DescribeSSLPoliciesOutput>(
    DescribeSSLPoliciesCommand,
    'NextMarker',
    'Marker',
  ),
  (page) => page.SslPolicies,
);

interface ListedLoadBalancer {
  readonly arn: string;
  readonly balancer: FoundLoadBalancer;
}

const byArn = ({ arn }: ListedLoadBalancer) => ({ LoadBalancerArn: arn });
const port = ({ Port }: Listener): number => required(Port, 'Port');
const byPort = (a: { readonly port: number }, b: { readonly port: number }): number => a.port - b.port;

const value = (reply: DescribeLoadBalancerAttributesOutput, key: string): string | null =>
  required(reply.Attributes, 'Attributes').find(({ Key }) => Key === key)?.Value ?? null;
const isOn = (reply: DescribeLoadBalancerAttributesOutput, key: string): boolean =>
  required(value(reply, key), key) === 'true';

/** Every application, network and gateway load balancer of the account in the Region. */
export const loadBalancer = defineCollector(
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    service: 'elasticloadbalancing',
    where: 'region',
    list: {
      uses: [describeLoadBalancers],
      read: async (aws: Reader): Promise<readonly ListedLoadBalancer[]> =>
        (await aws(describeLoadBalancers, { PageSize: 400 })).map((found) => ({
          arn: required(found.LoadBalancerArn, 'LoadBalancerArn'),
          balancer: found,
        })),
    },
  },
  {
    kind: listed(({ balancer }) => required(balancer.Type, 'Type')),
    // A gateway load balancer has no scheme: nothing reaches it but through its own endpoints.
    internetFacing: listed(({ balancer }) => balancer.Scheme === 'internet-facing'),
    zones: listed(({ balancer }) =>
      required(balancer.AvailabilityZones, 'AvailabilityZones')
        .map(({ ZoneName }) => required(ZoneName, 'ZoneName'))
        .sort(),
    ),
    httpListeners: from(describeListeners, byArn, (listeners) =>
      listeners
        .filter(({ Protocol }) => Protocol === 'HTTP')
        .map((listener) => ({
          port: port(listener),
          redirectsToHttps: required(listener.DefaultActions, 'DefaultActions').some(
            ({ Type, RedirectConfig }) => Type === 'redirect' && RedirectConfig?.Protocol === 'HTTPS',
          ),
        }))
        .sort(byPort),
    ),
    tlsListeners: {
      uses: [describeListeners, describeSslPolicies],
      read: async (aws, found) => {
        const listeners = (await aws(describeListeners, byArn(found))).filter(
          ({ Protocol }) => Protocol === 'HTTPS' || Protocol === 'TLS',
        );
        if (listeners.length === 0) return [];
        const policies = await aws(describeSslPolicies, { PageSize: 400 });
        return listeners
          .map((listener) => {
            const policy = required(listener.SslPolicy, 'SslPolicy');
            const described = policies.find(({ Name }) => Name === policy);
            return {
              port: port(listener),
              policy,
              versions: [...required(described?.SslProtocols, `the policy ${policy}`)].sort(),
            };
          })
          .sort(byPort);
      },
    },
    dropsInvalidHeaders: from(describeAttributes, byArn, (reply, { balancer }) =>
      balancer.Type === 'application' ? isOn(reply, 'routing.http.drop_invalid_header_fields.enabled') : null,
    ),
    accessLog: from(describeAttributes, byArn, (reply, { balancer }) =>
      balancer.Type !== 'gateway' && isOn(reply, 'access_logs.s3.enabled')
        ? required(value(reply, 'access_logs.s3.bucket'), 'access_logs.s3.bucket')
        : null,
    ),
    deletionProtection: from(describeAttributes, byArn, (reply) =>
      isOn(reply, 'deletion_protection.enabled'),
    ),
    crossZone: from(describeAttributes, byArn, (reply) => isOn(reply, 'load_balancing.cross_zone.enabled')),
    webAcl: {
      uses: [listWebAcls, listResourcesForWebAcl],
      read: async (aws, { arn, balancer }) => {
        if (balancer.Type !== 'application') return null;
        for (const { ARN } of await aws(listWebAcls, regional())) {
          const acl = required(ARN, 'ARN');
          const { ResourceArns } = await aws(listResourcesForWebAcl, {
            WebACLArn: acl,
            ResourceType: 'APPLICATION_LOAD_BALANCER',
          });
          if (ResourceArns?.includes(arn)) return acl;
        }
        return null;
      },
    },
  },
);
