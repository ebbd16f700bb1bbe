import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecs-service-no-public-ip',
  title: 'Tasks of container services get no public addresses',
  severity: 'medium',
  area: 'network',
  resource: 'AWS::ECS::Service',
  reads: ['publicIp'],
  controls: ['network-boundary'],
  risk: 'A task with an address of its own can be reached past the load balancer and its filters.',
  remediation: {
    text: 'Move the service to private subnets with a NAT gateway or endpoints, and turn the assignment of public addresses off.',
    cli: 'aws ecs update-service --cluster CLUSTER --service SERVICE --network-configuration file://network.json',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-inbound.html',
  },
  references: {
    securityHub: ['ECS.2'],
    prowler: ['ecs_service_no_assign_public_ip'],
    steampipe: ['ecs_service_not_publicly_accessible'],
  },
  check({ publicIp }) {
    if (publicIp === null)
      return notApplicable(
        'tasks share the network of their instances, whose subnets decide about addresses',
      );
    return publicIp ? fail('each task gets a public address') : pass('tasks get no public addresses');
  },
});
