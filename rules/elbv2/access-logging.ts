import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elbv2-access-logging',
  title: 'Application Load Balancers log their requests',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  reads: ['kind', 'accessLog'],
  controls: ['service-logging'],
  risk: 'Nobody can tell afterwards who called the service, or from where an attack came.',
  remediation: {
    text: 'Turn on access logs to a bucket whose policy lets Elastic Load Balancing write.',
    cli: 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn ARN --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=BUCKET',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
  },
  references: {
    securityHub: ['ELB.5'],
    configRule: ['elb-logging-enabled'],
    prowler: ['elbv2_logging_enabled'],
    steampipe: ['elb_application_classic_lb_logging_enabled'],
  },
  check({ kind, accessLog }) {
    if (accessLog !== null) return pass(`requests are logged to the bucket ${accessLog}`);
    return kind === 'application'
      ? fail('requests are not logged')
      : notApplicable(`a load balancer of the ${kind} kind sees connections, which flow logs record`);
  },
});
