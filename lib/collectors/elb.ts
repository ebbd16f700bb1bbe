import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  ElasticLoadBalancingClient,
  type LoadBalancerDescription,
  type PolicyDescription,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const describeLoadBalancers = paged(
  'elasticloadbalancing:DescribeLoadBalancers',
  ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers,
  (page) => page.LoadBalancerDescriptions,
);
const describeAttributes = operation(
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  ElasticLoadBalancingClient,
  DescribeLoadBalancerAttributesCommand,
);
const describePolicies = operation(
  'elasticloadbalancing:DescribeLoadBalancerPolicies',
  ElasticLoadBalancingClient,
  DescribeLoadBalancerPoliciesCommand,
);

interface ListedLoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly balancer: LoadBalancerDescription;
}
const byName = ({ name }: ListedLoadBalancer) => ({ LoadBalancerName: name });

/** Its listeners with the names of their policies, by port. */
const listenersOf = ({ balancer }: ListedLoadBalancer) =>
  required(balancer.ListenerDescriptions, 'ListenerDescriptions')
    .map(({ Listener, PolicyNames }) => ({
      port: required(Listener?.LoadBalancerPort, 'LoadBalancerPort'),
      protocol: required(Listener?.Protocol, 'Protocol'),
      certificate: Listener?.SSLCertificateId ?? null,
      policies: PolicyNames ?? [],
    }))
    .sort((a, b) => a.port - b.port);

/** The versions of TLS that a policy accepts: it has an attribute for each, `Protocol-TLSv1.2` and so on. */
const versions = ({ PolicyAttributeDescriptions }: PolicyDescription): readonly string[] =>
  required(PolicyAttributeDescriptions, 'PolicyAttributeDescriptions')
    .filter(({ AttributeValue }) => AttributeValue === 'true')
    .flatMap(({ AttributeName }) => /^Protocol-(.+)$/.exec(AttributeName ?? '')?.[1] ?? [])
    .sort();

/** Every Classic Load Balancer of the account in the Region. */
export const classicLoadBalancer = defineCollector(
  {
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    service: 'elasticloadbalancing',
    where: 'region',
    list: {
      uses: [describeLoadBalancers],
      read: async (aws: Reader): Promise<readonly ListedLoadBalancer[]> =>
        (await aws(describeLoadBalancers, { PageSize: 400 })).map((found) => {
          const name = required(found.LoadBalancerName, 'LoadBalancerName');
          return {
            arn: `arn:${aws.partition}:elasticloadbalancing:${aws.region}:${aws.account}:loadbalancer/${name}`,
            name,
            balancer: found,
          };
        }),
    },
  },
  {
    zones: listed(({ balancer }) => [...required(balancer.AvailabilityZones, 'AvailabilityZones')].sort()),
    listeners: listed((found) => listenersOf(found).map(({ policies: _, ...listener }) => listener)),
    tlsListeners: {
      uses: [describePolicies],
      read: async (aws, found) => {
        const listeners = listenersOf(found).filter(({ protocol }) => ['HTTPS', 'SSL'].includes(protocol));
        if (listeners.length === 0) return [];
        const { PolicyDescriptions } = await aws(describePolicies, {
          ...byName(found),
          PolicyNames: [...new Set(listeners.flatMap(({ policies }) => policies))].sort(),
        });
        const negotiation = (PolicyDescriptions ?? []).filter(
          ({ PolicyTypeName }) => PolicyTypeName === 'SSLNegotiationPolicyType',
        );
        return listeners.map(({ port, policies }) => {
          const policy = required(
            negotiation.find(({ PolicyName }) => PolicyName && policies.includes(PolicyName)),
            'the SSL negotiation policy of a listener',
          );
          return { port, policy: required(policy.PolicyName, 'PolicyName'), versions: versions(policy) };
        });
      },
    },
    accessLog: from(describeAttributes, byName, ({ LoadBalancerAttributes }) => {
      const { Enabled, S3BucketName } = required(LoadBalancerAttributes?.AccessLog, 'AccessLog');
      return required(Enabled, 'AccessLog.Enabled') ? required(S3BucketName, 'S3BucketName') : null;
    }),
    crossZone: from(describeAttributes, byName, ({ LoadBalancerAttributes }) =>
      required(LoadBalancerAttributes?.CrossZoneLoadBalancing?.Enabled, 'CrossZoneLoadBalancing'),
    ),
  },
);
