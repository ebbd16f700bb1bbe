import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elb-access-logging',
  title: 'Classic Load Balancers log their requests',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ElasticLoadBalancing::LoadBalancer',
  reads: ['accessLog'],
  controls: ['service-logging'],
  risk: 'Nobody can tell afterwards who called the service, or from where an attack came.',
  remediation: {
    text: 'Turn on access logs to a bucket whose policy lets Elastic Load Balancing write.',
    cli: 'aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes AccessLog={Enabled=true,S3BucketName=BUCKET,EmitInterval=60}',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html',
  },
  references: {
    securityHub: ['ELB.5'],
    configRule: ['elb-logging-enabled'],
    prowler: ['elb_logging_enabled'],
    steampipe: ['elb_application_classic_lb_logging_enabled'],
  },
  check: ({ accessLog }) =>
    accessLog === null
      ? fail('requests are not logged')
      : pass(`requests are logged to the bucket ${accessLog}`),
});
